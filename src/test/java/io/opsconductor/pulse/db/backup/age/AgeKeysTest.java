package io.opsconductor.pulse.db.backup.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;

import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set as recipients and identities, and may be wrong; no failure repeats a secret. */
class AgeKeysTest {
    @TempDir
    Path folder;

    private Identity own;

    @BeforeEach
    void an_identity() {
        own = Ages.identity(folder);
    }

    @Test
    void a_recipient_that_is_none_is_told_by_its_number() {
        for (String wrong : new String[] {
            "",
            "age1",
            "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqs8cmq4",
            "ssh-ed25519 AAAA",
            "age1pq1abc"
        }) {
            assertThatThrownBy(() -> AgeRecipients.of(List.of(own.recipient(), wrong), "SETTING"))
                    .as(wrong)
                    .isInstanceOf(PulseFailure.class)
                    .hasMessageStartingWith("SETTING: recipient 2 is no X25519 public key of age")
                    .satisfies(failure ->
                            assertThat(((PulseFailure) failure).exit()).isEqualTo(ExitCode.USAGE));
        }
        assertThatThrownBy(() -> AgeRecipients.of(Collections.nCopies(101, own.recipient()), "SETTING"))
                .hasMessage("SETTING has 101 recipients");
        assertThat(AgeRecipients.of(Collections.nCopies(100, own.recipient()), "SETTING")
                        .names())
                .hasSize(100);
    }

    @Test
    void a_secret_key_set_as_a_recipient_is_not_repeated() {
        assertThatThrownBy(() -> AgeRecipients.of(List.of(own.secret()), "SETTING"))
                .hasMessage("SETTING: recipient 1 is no X25519 public key of age");
    }

    @Test
    void a_hundred_recipients_fit_into_a_header() throws Exception {
        Path file = Files.createTempFile(folder, "many", ".age");
        try (AgeOutput out =
                new AgeOutput(file, AgeRecipients.of(Collections.nCopies(100, own.recipient()), "SETTING"))) {
            out.finish();
        }
        assertThat(Ages.read(own.key(), file)).isEmpty();
    }

    @Test
    void an_identity_file_with_something_else_in_it_is_told_by_the_line_and_not_by_its_text() throws Exception {
        for (String wrong :
                new String[] {own.secret().substring(0, 40), own.secret().toLowerCase(), "secret text", own.recipient()
                }) {
            Files.write(own.file(), List.of("# a comment", "", own.secret(), wrong));
            assertThatThrownBy(() -> AgeKey.identities(own.file(), "SETTING"))
                    .isInstanceOf(PulseFailure.class)
                    .hasMessage("SETTING=" + own.file() + ": line 4 is no X25519 identity of age")
                    .hasNoCause();
        }
        Files.write(own.file(), List.of("# nothing"));
        assertThatThrownBy(() -> AgeKey.identities(own.file(), "SETTING"))
                .hasMessage("SETTING=" + own.file() + " holds no identity");
    }

    @Test
    void an_identity_file_that_others_can_read_is_refused() throws Exception {
        boolean root = Files.getAttribute(own.file(), "unix:uid").equals(0);
        for (String mode : new String[] {"rw-r--r--", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"}) {
            Files.setPosixFilePermissions(own.file(), PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> AgeKey.identities(own.file(), "SETTING"))
                    .as(mode)
                    .hasMessage("SETTING=" + own.file()
                            + " can be read or changed by others than its owner: its mode is " + mode);
        }
        Files.setPosixFilePermissions(own.file(), PosixFilePermissions.fromString("r--r-----"));
        if (root) {
            // As a mounted Secret is, which a pod's user reads by its group.
            assertThatCode(() -> AgeKey.identities(own.file(), "SETTING")).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> AgeKey.identities(own.file(), "SETTING")).isInstanceOf(PulseFailure.class);
        }
    }

    @Test
    void a_link_to_an_identity_file_will_do_and_what_is_no_file_will_not() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), own.file());
        assertThatCode(() -> AgeKey.identities(link, "SETTING")).doesNotThrowAnyException();

        assertThatThrownBy(() -> AgeKey.identities(folder.resolve("none"), "SETTING"))
                .hasMessage("SETTING=" + folder.resolve("none") + " is not there");
        Path directory = Files.createDirectory(
                folder.resolve("d"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThatThrownBy(() -> AgeKey.identities(directory, "SETTING"))
                .hasMessage("SETTING=" + directory + " cannot be read: not a regular file");
    }

    @Test
    void an_identity_knows_its_own_public_key_among_others_and_among_what_is_none() {
        String other = Ages.identity(folder).recipient();
        assertThat(own.key().belongsToOneOf(List.of(other, own.recipient()))).isTrue();
        assertThat(own.key().belongsToOneOf(List.of(other, "age1", "", own.secret())))
                .isFalse();
        assertThat(own.key().belongsToOneOf(List.of())).isFalse();
    }

    @Test
    void a_file_that_an_identity_should_open_and_does_not_is_an_error_and_anothers_is_none() throws Exception {
        Identity other = Ages.identity(folder);
        Path theirs = Ages.encrypted(folder, new byte[1], other);

        assertThat(own.key().fits(theirs, List.of(other.recipient()))).isFalse();
        assertThatThrownBy(() -> own.key().fits(theirs, List.of(other.recipient(), own.recipient())))
                .isInstanceOf(WrongKeyException.class);
        assertThat(other.key().fits(theirs, List.of(own.recipient()))).isTrue();
    }

    @Test
    void the_recipients_of_a_file_are_counted() throws Exception {
        Identity other = Ages.identity(folder);
        assertThat(AgeKey.isFor(2, Ages.encrypted(folder, new byte[1], own, other)))
                .isTrue();
        assertThat(AgeKey.isFor(1, Ages.encrypted(folder, new byte[1], own, other)))
                .isFalse();
        Path passphrase = Files.writeString(
                folder.resolve("scrypt.age"),
                "age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 18\n"
                        + "O5eVTMQ3yRNG3V0oWFUnfhRoyFZCJLFmFqwVCUqKfiM\n--- "
                        + "A".repeat(43) + "\n");
        assertThat(AgeKey.isFor(1, passphrase)).isFalse();
    }
}
