package io.opsconductor.pulse.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassfileTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "r--r-----", "rw-rw-rw-", "rw-------", "r--------", "rwx------", "rw----r--"})
    void a_file_on_which_group_or_others_have_a_right_is_ignored_as_by_libpq(String mode) throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), "*:*:*:*:secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThat(Passfile.ignored(null, home).isPresent()).isEqualTo(!mode.endsWith("------"));
        assertThat(Passfile.ignored(file.toString(), Path.of("/nonexistent")).isPresent())
                .isEqualTo(!mode.endsWith("------"));
    }

    @Test
    void a_secret_that_is_mounted_as_a_link_is_judged_by_what_it_leads_to() throws IOException {
        Path file = Files.writeString(home.resolve("data"), "*:*:*:*:secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        Path link = Files.createSymbolicLink(home.resolve("pgpass"), file);

        PulseFailure failure =
                Passfile.ignored(link.toString(), home).orElseThrow().failure("postgresql://u@h/d");

        assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.getMessage()).contains(link.toString(), "r--r-----").doesNotContain("secret");
        assertThat(failure.remedy()).contains("chmod 600 " + link, "secretKeyRef");
    }

    @Test
    void only_a_login_that_wants_a_password_is_told_of_it() {
        assertThat(Passfile.isWantedBy(new SQLException("no password", "08004")))
                .isTrue();
        assertThat(Passfile.isWantedBy(new RuntimeException(new SQLException("wrong", "28P01"))))
                .isTrue();
        assertThat(Passfile.isWantedBy(new SQLException("unreachable", "08001")))
                .isFalse();
        assertThat(Passfile.ignored(null, home)).isEmpty();
    }
}
