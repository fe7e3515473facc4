package io.opsconductor.pulse.db.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as pg_dump 12 to 18 write them; the real ones of 17 are read in ForeignDumpsIT. */
class ArchiveHeaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16})
    void every_format_since_1_12_tells_when_by_whom_and_of_what(int minor) {
        ArchiveHeader header = ArchiveHeader.read(header(minor, false)).orElseThrow();

        assertThat(header.created()).isEqualTo(LocalDateTime.of(2025, 10, 26, 2, 30, 15));
        assertThat(header.database()).isEqualTo("pulse");
        assertThat(header.serverVersion()).isEqualTo("12.22");
        assertThat(header.dumpVersion()).isEqualTo("16.4");
    }

    @Test
    void the_hour_that_comes_twice_is_told_by_the_flag_for_daylight_saving() {
        assertThat(ArchiveHeader.read(header(16, true)).orElseThrow().recoveryPoint(BERLIN))
                .isEqualTo(Instant.parse("2025-10-26T00:30:15Z"));
        assertThat(ArchiveHeader.read(header(16, false)).orElseThrow().recoveryPoint(BERLIN))
                .isEqualTo(Instant.parse("2025-10-26T01:30:15Z"));
    }

    @Test
    void a_header_that_is_cut_anywhere_or_of_an_unknown_format_is_none() {
        byte[] whole = header(16, false);
        for (int length = 0; length < whole.length; length++) {
            assertThat(ArchiveHeader.read(Arrays.copyOf(whole, length))).isEmpty();
        }
        assertThat(ArchiveHeader.read(header(11, false))).isEmpty();
    }

    @Test
    void random_bytes_after_the_magic_are_no_header_and_no_failure() {
        for (int value = 0; value < 256; value++) {
            byte[] bytes = new byte[ArchiveHeader.LENGTH];
            Arrays.fill(bytes, (byte) value);
            System.arraycopy("PGDMP".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 5);
            assertThat(ArchiveHeader.read(bytes)).isEmpty();
        }
    }

    @Test
    void a_script_made_with_verbose_tells_its_time() {
        assertThat(started("-- x\n\n-- Started on 2026-01-31 02:17:00 UTC\n", BERLIN))
                .contains(Instant.parse("2026-01-31T02:17:00Z"));
        assertThat(started("-- Started on 2026-01-31 02:17:00 CET\n", BERLIN))
                .contains(Instant.parse("2026-01-31T01:17:00Z"));
        assertThat(started("-- Started on 2026-01-31 02:17:00\n", ZoneOffset.UTC))
                .contains(Instant.parse("2026-01-31T02:17:00Z"));
        assertThat(started("-- Started on 2026-02-31 02:17:00 UTC\n", BERLIN)).isEmpty();
        assertThat(started("SELECT '-- Started on 2026-01-31 02:17:00 UTC'\n", BERLIN))
                .isEmpty();
    }

    private static Optional<Instant> started(String script, ZoneId zone) {
        try {
            return PlainScript.read(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)), zone)
                    .started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] header(int minor, boolean daylightSaving) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, (byte) minor, 0, 4, 8, 1});
        if (minor >= 15) {
            out.write(1);
        } else {
            number(out, -1);
        }
        for (int part : new int[] {15, 30, 2, 26, 9, 125, daylightSaving ? 1 : 0}) {
            number(out, part);
        }
        for (String text : new String[] {"pulse", "12.22", "16.4"}) {
            number(out, text.length());
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value) {
        out.write(value < 0 ? 1 : 0);
        for (int i = 0; i < 4; i++) {
            out.write(Math.abs(value) >> (8 * i));
        }
    }
}
