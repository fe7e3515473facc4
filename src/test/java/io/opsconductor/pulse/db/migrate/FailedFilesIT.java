package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that fail on a real database, or are refused before they could: what is said and what is left. */
class FailedFilesIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @Test
    void a_file_that_fails_is_rolled_back_and_those_before_it_stay() {
        run.file("001_good.sql", "CREATE TABLE kept (n int);")
                .file(
                        "002_bad.sql",
                        "-- three statements, the last of which fails",
                        "CREATE TABLE gone (n int);",
                        "INSERT INTO kept VALUES (1);",
                        "SELECT n,",
                        "       nonsense",
                        "FROM kept;")
                .file("003_later.sql", "CREATE TABLE later (n int);");

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure.getMessage())
                    .startsWith("002_bad.sql:5: column \"nonsense\" does not exist (SQLSTATE 42703)")
                    .contains("in: SELECT n, nonsense FROM kept")
                    .contains("rolled back", "1 file before it stays applied");
        });
        assertThat(run.told).endsWith("started 002_bad.sql 2/3", "failed 002_bad.sql");
        assertThat(Rows.history(database)).containsExactly("1 001_good.sql");
        assertThat(Rows.runner(database)).containsExactly("001 001_good.sql");
        assertThat(Rows.exists(database, "gone")).isFalse();
        assertThat(Rows.of(database, "SELECT n FROM kept")).isEmpty();
        assertThat(run.states())
                .containsExactly("001_good.sql=applied", "002_bad.sql=pending", "003_later.sql=pending");

        run.file("002_bad.sql", "INSERT INTO kept VALUES (2);");
        assertThat(run.migrate().applied())
                .extracting(AppliedFile::script)
                .containsExactly("002_bad.sql", "003_later.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01"})
    void a_file_that_raises_the_state_of_a_lost_connection_failed_by_itself(String state) {
        run.file("001_good.sql", "CREATE TABLE kept (n int);")
                .file("002_bad.sql", "DO $$BEGIN RAISE EXCEPTION 'gone' USING ERRCODE = '" + state + "'; END$$;");

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure.getMessage())
                    .contains("gone (SQLSTATE " + state + ")", "1 file before it stays applied")
                    .doesNotContain("the connection was lost");
        });
    }

    @Test
    void drift_is_shown_and_refused() {
        run.file("001_a.sql", "CREATE TABLE a (n int);").file("002_b.sql", "CREATE TABLE b (n int);");
        run.migrate();
        run.file("001_a.sql", "CREATE TABLE a (n bigint);").file("003_c.sql", "CREATE TABLE c (n int);");

        assertThat(run.states()).containsExactly("001_a.sql=changed", "002_b.sql=applied", "003_c.sql=pending");
        assertThat(run.validate().problems())
                .extracting(ValidateResult.Problem::rule)
                .containsExactly("changed");
        assertThatThrownBy(run::migrate)
                .hasMessage("migration 001_a.sql was changed after it was applied")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
        assertThatThrownBy(run::dryRun).hasMessageContaining("001_a.sql was changed");
        assertThat(Rows.exists(database, "c")).isFalse();
    }

    @Test
    void a_schema_with_tables_but_without_history_is_left_alone() throws Exception {
        database.execute("CREATE TABLE made_by_hand (n int)");
        run.file("001_a.sql", "CREATE TABLE a (n int);");

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.remedy()).isNotBlank();
        });
        assertThat(Rows.exists(database, "a")).isFalse();
        assertThat(Rows.exists(database, "flyway_schema_history")).isFalse();
    }

    @Test
    void a_statement_that_takes_too_long_is_cancelled_and_told() {
        run.file("001_slow.sql", "SELECT pg_sleep(60);").statementTimeout(Duration.ofMillis(300));

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("001_slow.sql:1: canceling statement due to statement timeout (SQLSTATE 57014)")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.FAILED));
        assertThat(Rows.history(database)).isEmpty();
    }

    @Test
    void a_copy_that_fails_is_told_in_the_servers_words() {
        run.file("001_copy.sql", "CREATE TABLE t (n int);", "COPY t FROM stdin;", "1", "2x", "\\.");

        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith(
                        "001_copy.sql:4: invalid input syntax for type integer: \"2x\" (SQLSTATE 22P02)");
        assertThat(Rows.exists(database, "t")).isFalse();
    }

    @Test
    void lint_is_refused_before_anything_is_touched() {
        run.file("001_a.sql", "CREATE TABLE a (n int);").file("002_b.sql", "SELECT 1;", "COMMIT;", "SELECT 2;");

        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith("002_b.sql:2: ")
                .hasMessageEndingWith("[transaction-control]");
        assertThat(Rows.exists(database, "a")).isFalse();
        assertThat(run.validate().problems())
                .extracting(ValidateResult.Problem::script, ValidateResult.Problem::line)
                .containsExactly(tuple("002_b.sql", 2));
    }
}
