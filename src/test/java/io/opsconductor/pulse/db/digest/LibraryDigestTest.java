package io.opsconductor.pulse.db.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LibraryDigestTest {
    private final MessageDigest digest = new LibraryDigest(new JavaLibrary());

    @Property(tries = 300)
    void it_is_that_of_the_bytes_however_they_come(@ForAll @IntRange(max = 3000) int length, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        int at = 0;
        while (at < length) {
            int piece = random.nextInt(Math.min(length - at, 200) + 1);
            if (piece == 1) {
                digest.update(bytes[at]);
            } else {
                digest.update(bytes, at, piece);
            }
            at += piece;
        }
        assertThat(digest.digest()).isEqualTo(Sha256.small().digest(bytes));
    }

    @Test
    void after_each_digest_it_begins_anew() {
        byte[] empty = Sha256.small().digest();
        assertThat(digest.digest()).isEqualTo(empty);
        digest.update((byte) 1);
        digest.reset();
        assertThat(digest.digest()).isEqualTo(empty);
        assertThat(digest.digest(new byte[] {7})).isEqualTo(Sha256.small().digest(new byte[] {7}));
        assertThat(digest.digest()).isEqualTo(empty);
    }

    @Test
    void two_of_one_library_do_not_mix() {
        MessageDigest other = new LibraryDigest(new JavaLibrary());
        digest.update((byte) 1);
        other.update((byte) 2);
        digest.update((byte) 3);
        assertThat(digest.digest()).isEqualTo(Sha256.small().digest(new byte[] {1, 3}));
        assertThat(other.digest()).isEqualTo(Sha256.small().digest(new byte[] {2}));
    }

    @Test
    void nothing_outside_an_array_is_handed_to_a_library_that_would_read_it() {
        LibraryDigest bare = new LibraryDigest(new JavaLibrary());
        for (int[] piece : new int[][] {{-1, 1}, {0, 5}, {4, 1}, {2, -1}, {Integer.MAX_VALUE, 2}}) {
            assertThatThrownBy(() -> bare.engineUpdate(new byte[4], piece[0], piece[1]))
                    .as(Arrays.toString(piece))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        bare.engineUpdate(new byte[4], 4, 0);
        assertThat(bare.digest()).isEqualTo(Sha256.small().digest());
    }
}
