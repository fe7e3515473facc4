package io.opsconductor.pulse.db.backup.age;

import static io.opsconductor.pulse.db.backup.age.Ages.encrypted;
import static io.opsconductor.pulse.db.backup.age.Ages.identity;
import static io.opsconductor.pulse.db.backup.age.Ages.output;
import static io.opsconductor.pulse.db.backup.age.Ages.read;
import static io.opsconductor.pulse.db.backup.age.Ages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.backup.file.Checksum;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeFileTest {
    private static final int CHUNK = 1 << 16;
    private static final int TAG = 16;

    @TempDir
    Path folder;

    private Identity own;

    @BeforeEach
    void an_identity() {
        own = identity(folder);
    }

    @Test
    void what_was_encrypted_comes_out_again_at_the_borders_of_chunks_too() throws Exception {
        for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 300_000}) {
            Path file = encrypted(folder, text(length), own);

            assertThat(read(own.key(), file)).as(length + " bytes").isEqualTo(text(length));
            assertThat(Files.size(file) - header(file) - TAG * Math.max(1, (length + CHUNK - 1) / CHUNK))
                    .as("nothing but the nonce beside " + length + " bytes")
                    .isEqualTo(16L + length);
        }
    }

    @Test
    void one_that_was_cut_anywhere_is_told_at_the_end_of_a_chunk_too() throws Exception {
        Path file = encrypted(folder, text(2 * CHUNK + 100), own);
        byte[] whole = Files.readAllBytes(file);
        int payload = (int) header(file) + 16;
        for (int length : new int[] {
            0,
            1,
            payload - 17,
            payload - 1,
            payload,
            payload + 1,
            payload + CHUNK + TAG - 1,
            payload + CHUNK + TAG,
            payload + CHUNK + TAG + 1,
            payload + 2 * (CHUNK + TAG),
            whole.length - TAG,
            whole.length - 1
        }) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(own.key(), file))
                    .as(length + " bytes")
                    .isInstanceOf(IOException.class);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> read(own.key(), file)).isInstanceOf(AgeFormatException.class);
    }

    @Test
    void swapped_doubled_and_missing_chunks_are_told() throws Exception {
        Path file = encrypted(folder, text(3 * CHUNK), own);
        byte[] whole = Files.readAllBytes(file);
        int payload = (int) header(file) + 16;
        for (int[] order :
                new int[][] {{1, 0, 2}, {0, 2, 1}, {0, 0, 2}, {0, 1, 1}, {0, 2}, {1, 2}, {2}, {0, 1, 2, 2}}) {
            ByteArrayOutputStream mixed = new ByteArrayOutputStream();
            mixed.write(whole, 0, payload);
            for (int chunk : order) {
                mixed.write(whole, payload + chunk * (CHUNK + TAG), CHUNK + TAG);
            }
            Files.write(file, mixed.toByteArray());
            assertThatThrownBy(() -> read(own.key(), file))
                    .as(Arrays.toString(order))
                    .isInstanceOf(AgeFormatException.class)
                    .hasMessage("it was changed or cut after it had been encrypted");
        }
    }

    @Test
    void a_flipped_bit_anywhere_is_told() throws Exception {
        Path file = encrypted(folder, text(1000), own, identity(folder));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 7) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            assertThatThrownBy(() -> read(own.key(), file)).as("byte " + at).isInstanceOf(IOException.class);
        }
    }

    @Test
    void each_recipient_opens_it_and_no_other_does() throws Exception {
        Identity second = identity(folder);
        Identity stranger = identity(folder);
        Path file = encrypted(folder, text(10), own, second);

        assertThat(read(own.key(), file)).isEqualTo(text(10));
        assertThat(read(second.key(), file)).isEqualTo(text(10));
        assertThatThrownBy(() -> read(stranger.key(), file))
                .isInstanceOf(WrongKeyException.class)
                .hasMessage("no identity at hand opens " + file);
        Path both = Files.write(
                identity(folder).file(),
                (stranger.secret() + "\n\n# the right one\n" + second.secret()).getBytes(StandardCharsets.UTF_8));
        assertThat(read(AgeKey.identities(both, "x"), file)).isEqualTo(text(10));
    }

    @Test
    void a_recipient_that_was_added_later_makes_it_another_file() throws Exception {
        Path file = encrypted(folder, text(10), own);
        Path other = encrypted(folder, text(10), identity(folder));
        String whole = Files.readString(file, StandardCharsets.ISO_8859_1);
        String foreign = Files.readString(other, StandardCharsets.ISO_8859_1);
        String stanza = foreign.substring(foreign.indexOf("-> "), foreign.indexOf("--- "));
        Files.writeString(file, whole.replace("--- ", stanza + "--- "), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(own.key(), file)).isInstanceOf(AgeFormatException.class);
    }

    @Test
    void one_that_was_not_finished_is_not_whole() throws Exception {
        Path file = Files.createTempFile(folder, "unfinished", ".age");
        try (AgeOutput out = output(file, own)) {
            out.write(text(2 * CHUNK + 5));
        }

        assertThat(Files.size(file)).isGreaterThan(CHUNK);
        assertThatThrownBy(() -> read(own.key(), file)).isInstanceOf(AgeFormatException.class);
    }

    @Test
    void the_process_that_wrote_it_opens_that_file_only_and_no_recipient_was_added_for_it() throws Exception {
        Path file = Files.createTempFile(folder, "own", ".age");
        AgeKey key;
        try (AgeOutput out = output(file, own)) {
            out.write(text(CHUNK));
            out.write('x');
            out.finish();
            key = out.key();
            assertThat(out.bytes()).isEqualTo(CHUNK + 1);
            byte[] plain = Arrays.copyOf(text(CHUNK), CHUNK + 1);
            plain[CHUNK] = 'x';
            assertThat(out.sha256()).isEqualTo(Checksum.of(plain));
        }

        assertThat(read(key, file)).hasSize(CHUNK + 1);
        assertThat(read(key, file)).as("more than once").hasSize(CHUNK + 1);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n-> ", -1))
                .as("one stanza")
                .hasSize(2);
        assertThatThrownBy(() -> read(key, encrypted(folder, text(1), own))).isInstanceOf(AgeFormatException.class);
        assertThat(key).hasToString("a key");
    }

    /** Up to where the nonce begins. */
    private static long header(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.indexOf('\n', text.indexOf("\n--- ") + 1) + 1L;
    }
}
