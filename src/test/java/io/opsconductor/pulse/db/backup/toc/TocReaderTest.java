package io.opsconductor.pulse.db.backup.toc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;
import org.junit.jupiter.api.Test;

/** Archives as pg_dump 17 writes them, by format 1.16; those of other versions and formats are read in integration tests. */
class TocReaderTest {
    @Test
    void every_field_is_read_and_nothing_taken_for_another() throws IOException {
        ArchiveToc toc = read(archive());

        assertThat(toc.database()).isEqualTo("pl\nant");
        assertThat(toc.serverVersion()).isEqualTo("17.5");
        assertThat(toc.entries())
                .containsExactly(new TocEntry(
                        7, "TABLE DATA", Section.DATA, "we ird", "t; Type: x", "iot", "", "COPY t FROM stdin;\n"));
    }

    @Test
    void whatever_is_cut_or_changed_ends_in_an_answer() {
        byte[] whole = archive();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            try {
                assertThat(read(changed).entries()).hasSizeLessThan(1_000_000);
            } catch (IOException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static ArchiveToc read(byte[] archive) throws IOException {
        return TocReader.read(new ByteArrayInputStream(archive));
    }

    private static byte[] archive() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, 16, 0, 4, 8, 1, 1});
        for (int time : new int[] {1, 2, 3, 31, 0, 126, 0}) {
            number(out, time);
        }
        text(out, "pl\nant");
        text(out, "17.5");
        text(out, "17.5");
        number(out, 1);
        number(out, 7);
        number(out, 1);
        text(out, "0");
        text(out, "16385");
        text(out, "t; Type: x");
        text(out, "TABLE DATA");
        number(out, 3);
        text(out, "");
        text(out, "");
        text(out, "COPY t FROM stdin;\n");
        text(out, "we ird");
        text(out, null);
        text(out, null);
        number(out, 0);
        text(out, "iot");
        text(out, "false");
        text(out, "5");
        text(out, null);
        out.writeBytes(new byte[9]);
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int number) {
        out.write(number < 0 ? 1 : 0);
        for (int i = 0; i < 4; i++) {
            out.write(Math.abs(number) >> (8 * i) & 0xff);
        }
    }

    private static void text(ByteArrayOutputStream out, String text) {
        number(out, text == null ? -1 : text.length());
        out.writeBytes(text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8));
    }
}
