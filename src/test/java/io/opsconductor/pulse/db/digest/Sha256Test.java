package io.opsconductor.pulse.db.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void a_jvm_takes_its_own_for_what_is_large_too() {
        assertThat(Sha256.large()).isNotInstanceOf(LibraryDigest.class);
        assertThat(Sha256.large().digest(new byte[100]))
                .isEqualTo(Sha256.small().digest(new byte[100]));
    }

    @Test
    void a_library_that_reckons_as_java_does_is_taken() {
        assertThat(Sha256.isRight(new JavaLibrary())).isTrue();
    }

    @Test
    void one_that_only_has_the_name_and_the_functions_is_not() {
        assertThat(Sha256.isRight(new JavaLibrary() {
                    @Override
                    public void end(byte[] context, byte[] digest) {
                        Arrays.fill(digest, (byte) 1);
                    }
                }))
                .as("another algorithm")
                .isFalse();
        assertThat(Sha256.isRight(new JavaLibrary() {
                    @Override
                    public void update(byte[] context, byte[] bytes, int offset, int length) {
                        super.update(context, bytes, 0, length);
                    }
                }))
                .as("other bytes than those it is given")
                .isFalse();
    }
}
