package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;

/** Runs that cannot succeed, and what they say. */
class RefusedTakeIT extends OneGoodBackup {
    @Test
    void a_full_disk_is_a_failure_that_says_so() throws Exception {
        Path programs = Scripts.programs(
                directory,
                PROGRAMS,
                "for argument; do shift; case $argument in --file=*) argument=--file=/dev/full;; esac;"
                        + " set -- \"$@\" \"$argument\"; done; exec $real \"$@\"");

        PulseFailure failure = failureOf(Sets.daily(directory, programs));

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure).hasMessage("no space is left for the backup set daily in " + directory.resolve("daily"));
    }

    @Test
    void a_wrong_password_and_an_unreachable_server_are_told_apart() {
        DatabaseUrl url = database.url();
        DatabaseUrl wrong = new DatabaseUrl(url.hosts(), url.database(), url.user(), Optional.of("no"), Map.of());
        DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://postgres@127.0.0.1:1/x");

        assertThat(failureOf(backups(), wrong).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(failureOf(backups(), nowhere).exit()).isEqualTo(ExitCode.NOT_NOW);
    }

    @Test
    void a_role_without_rights_is_told_which_one_it_lacks() throws Exception {
        String role = test.name();
        test.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'x'");
        try {
            DatabaseUrl url = database.url();
            DatabaseUrl poor =
                    new DatabaseUrl(url.hosts(), url.database(), Optional.of(role), Optional.of("x"), Map.of());
            PulseFailure denied = failureOf(backups(), poor);
            assertThat(denied.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(denied.remedy())
                    .isEqualTo("run there, as a superuser, what this prints: pulse-db grants --for=backup " + role);

            test.execute("GRANT pg_read_all_data TO " + role, "ALTER TABLE t ENABLE ROW LEVEL SECURITY");
            PulseFailure secured = failureOf(backups(), poor);
            assertThat(secured.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(secured.remedy()).contains("BYPASSRLS");
        } finally {
            test.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void programs_that_are_missing_are_a_mistake_of_the_configuration() {
        PulseFailure failure = failureOf(Sets.daily(directory, directory));

        assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(failure).hasMessage("pg_dump and pg_restore are not in " + directory);
        assertThat(failure.remedy()).contains("PULSE_POSTGRESQL_BIN_DIRECTORY");
    }
}
