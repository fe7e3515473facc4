package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that no transaction protects: begun at least once, and never begun again before somebody has looked. */
class OutsideTransactionIT {
    private static final String INDEX = "CREATE INDEX CONCURRENTLY t_n ON t (n);";

    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.lockTimeout(Patience.LIMIT, 3).file("001_t.sql", "CREATE TABLE t AS SELECT 1 AS n;");
        run.migrate();
        run.file("002_i.sql", INDEX);
    }

    @Test
    void an_attempt_is_on_record_while_it_runs_and_after_its_session_was_ended() throws Exception {
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            CompletableFuture<MigrateResult> running = CompletableFuture.supplyAsync(run::migrate);
            await().until(() -> Rows.exists(database, "t_n"));
            assertThat(Rows.log(database)).anyMatch(line -> line.startsWith("began 2"));
            assertThat(run.states()).contains("002_i.sql=pending");
            assertThat(run.notes())
                    .singleElement()
                    .asString()
                    .startsWith("002_i.sql=running: began at ")
                    .contains("pulse-db migrate ");

            Rows.of(
                    database,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE"
                            + " 'pulse-db migrate%002_i.sql' AND datname = current_database()");
            assertThatThrownBy(() -> Patience.result(running))
                    .cause()
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
                        assertThat(failure.getMessage()).contains("outside a transaction and may have left a part");
                        assertThat(failure.remedy()).contains("pulse-db repair retry 002");
                    });
            application.rollback();
        }
        assertThat(Rows.history(database)).as("nobody was left to write").containsExactly("1 001_t.sql");
        // Running, until the server has taken the lock from the session that it ended.
        await().until(() -> run.states().contains("002_i.sql=failed"));
        assertThat(run.notes()).singleElement().asString().contains("and its end was never recorded");
        assertThatThrownBy(run::migrate).hasMessageContaining("002_i.sql failed half-way (began at ");

        assertThat(run.repair(RepairAction.RETRY, "002").invalidIndexes()).isEmpty();
        assertThat(run.told).contains("dropped public.t_n");
        assertThat(run.migrate().applied()).extracting(AppliedFile::script).containsExactly("002_i.sql");
        assertThat(run.states()).contains("002_i.sql=applied");
    }

    @Test
    void what_somebody_else_is_building_is_not_told_as_left_behind() throws Exception {
        run.file("002_i.sql", "CREATE UNIQUE INDEX CONCURRENTLY t_n ON t (n);");
        database.execute("INSERT INTO t VALUES (1)");
        assertThatThrownBy(run::migrate).hasMessageContaining("23505");
        try (Connection application = database.connect();
                Connection builder = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (2)");
            CompletableFuture<Void> built = CompletableFuture.runAsync(() -> build(builder));
            await().until(() -> Rows.exists(database, "other"));

            assertThat(run.repair(RepairAction.MARK_APPLIED, "002").invalidIndexes())
                    .containsExactly("public.t_n");

            application.rollback();
            Patience.result(built);
        }
    }

    private static void build(Connection builder) {
        try (Statement statement = builder.createStatement()) {
            statement.execute("CREATE INDEX CONCURRENTLY other ON t ((n + 1))");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_was_finished_by_hand_is_marked_so_in_both_tables() throws Exception {
        run.file("002_i.sql", "CREATE UNIQUE INDEX CONCURRENTLY t_n ON t (n);");
        database.execute("INSERT INTO t VALUES (1)");
        assertThatThrownBy(run::migrate).hasMessageContaining("23505");
        assertThat(Rows.history(database)).contains("2 002_i.sql FAILED");
        database.execute("DROP INDEX t_n", "DELETE FROM t", "CREATE UNIQUE INDEX t_n ON t (n)");

        run.repair(RepairAction.MARK_APPLIED, "002");

        assertThat(run.states()).containsExactly("001_t.sql=applied", "002_i.sql=applied");
        assertThat(Rows.history(database)).containsExactly("1 001_t.sql", "2 002_i.sql");
        assertThat(Rows.runner(database)).containsExactly("001 001_t.sql", "002 002_i.sql");
        assertThat(run.migrate().applied()).isEmpty();
        assertThat(Rows.log(database))
                .anyMatch(line -> line.startsWith("began 2"))
                .anyMatch(line -> line.startsWith("marked-applied 2 failed half-way (began at "));
    }

    @Test
    void an_end_that_the_history_missed_is_told() throws Exception {
        run.migrate();
        database.execute("DELETE FROM flyway_schema_history WHERE version = '2'");

        assertThat(run.states()).contains("002_i.sql=failed");
        assertThat(run.notes())
                .singleElement()
                .asString()
                .contains("ran to its end at", "the history does not have it");

        run.repair(RepairAction.MARK_APPLIED, "002");
        assertThat(run.migrate().applied()).isEmpty();
        assertThat(run.states()).contains("002_i.sql=applied");
    }

    @Test
    void a_lock_timeout_outside_a_transaction_is_not_tried_again() throws Exception {
        run.concurrentLockTimeout(Duration.ofMillis(200));
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            assertThatThrownBy(run::migrate)
                    .hasMessageContaining("55P03")
                    .hasMessageContaining("left the invalid index public.t_n");
        }
        assertThat(run.told).noneMatch(line -> line.startsWith("retrying"));
        assertThat(run.states()).contains("002_i.sql=failed");
    }

    @Test
    void an_attempt_whose_file_was_taken_away_is_not_forgotten() throws Exception {
        run.migrate();
        database.execute(
                "DELETE FROM flyway_schema_history WHERE version = '2'",
                "DELETE FROM schema_migrations WHERE version = '002'",
                "DELETE FROM pulse_migration_log WHERE version = '2' AND event = 'applied'");
        Files.delete(run.folder().resolve("002_i.sql"));

        assertThat(run.states()).containsExactly("001_t.sql=applied", "002_i.sql=failed");
        assertThatThrownBy(() -> run.repair(RepairAction.MARK_APPLIED, "002"))
                .hasMessage("002_i.sql is not in the folder");
        run.repair(RepairAction.RETRY, "002");
        assertThat(run.states()).containsExactly("001_t.sql=applied");
    }
}
