package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

/** What a failed file says beside the server's first line, and what is said before anything runs. */
class MigrationMessagesIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @Test
    void a_duplicate_key_is_told_with_its_value() {
        run.file("001_a.sql", "CREATE TABLE a (id int PRIMARY KEY);", "INSERT INTO a VALUES (7), (7);");

        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith("001_a.sql:2: duplicate key value violates unique constraint \"a_pkey\""
                        + " (SQLSTATE 23505) in: INSERT INTO a VALUES (7), (7);")
                .hasMessageContaining("; detail: Key (id)=(7) already exists; the file was rolled back");
    }

    @Test
    void an_error_in_a_body_names_its_line_there() {
        run.file("001_a.sql", "DO $$", "BEGIN", "  PERFORM 1 / 0;", "END $$;");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("division by zero (SQLSTATE 22012) in: DO")
                .hasMessageContaining("; context: ");
    }

    @Test
    void a_row_of_a_copy_is_named_by_its_line_in_the_file() {
        run.file(
                "001_a.sql",
                "CREATE TABLE \"a, b 9\" (n int);",
                "COPY \"a, b 9\" (n)",
                "  FROM stdin;",
                "1",
                "2",
                "3x",
                "\\.");

        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith("001_a.sql:6: invalid input syntax for type integer: \"3x\" (SQLSTATE 22P02)")
                .hasMessageContaining("context: COPY a, b 9, line 3, column n: \"3x\"");
    }

    @Test
    void a_target_that_no_file_has_is_refused_and_the_newest_named() {
        run.file("001_a.sql", "SELECT 1;").file("002_b.sql", "SELECT 1;");

        assertThatThrownBy(() -> run.migrateTo("99"))
                .hasMessage("there is no migration 99")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).isEqualTo("the newest is 002");
                });
        assertThat(run.migrateTo("001").applied()).hasSize(1);
    }

    @Test
    void a_dry_run_tells_which_files_run_outside_a_transaction() {
        run.file("001_a.sql", "CREATE TABLE a (n int);").file("002_b.sql", "CREATE INDEX CONCURRENTLY b ON a (n);");

        assertThat(run.dryRun().outside()).containsExactly("002_b.sql");
    }
}
