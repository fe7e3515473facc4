package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several at work on one database: other runs, and the application. */
class ConcurrentRunsIT {
    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = DevelopmentDatabases.shared().postgres();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void of_ten_runs_at_once_one_applies_and_the_others_find_nothing_to_do() {
        List<TestRun> runs =
                Stream.generate(() -> new TestRun(database, folder)).limit(10).toList();
        runs.get(0)
                .file("001_slow.sql", "CREATE TABLE t (n int);", "SELECT pg_sleep(0.7);")
                .file("002_more.sql", "INSERT INTO t VALUES (1);");

        Executor each = work -> new Thread(work).start();
        List<MigrateResult> results =
                runs.stream().map(run -> CompletableFuture.supplyAsync(run::migrate, each)).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(results)
                .extracting(result -> result.applied().size())
                .containsExactlyInAnyOrder(2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.schemaVersion()).contains("002"));
        assertThat(Rows.of(database, "SELECT n FROM t")).containsExactly("1");
        // Whoever asks at the very moment when a run ends finds nobody to name.
        assertThat(runs.stream().flatMap(run -> run.told.stream()))
                .filteredOn(line -> line.startsWith("waiting") && !line.contains("a run that has just ended"))
                .allSatisfy(line -> assertThat(line).contains("'pulse-db migrate ", "(server pid ", "since "));
        await().until(() -> locks().isEmpty());
    }

    @Test
    void a_run_that_waits_in_vain_names_the_holder_and_leaves_nothing_behind() {
        TestRun holder = new TestRun(database, folder).file("001_slow.sql", "SELECT pg_sleep(600);");
        CompletableFuture<MigrateResult> held = CompletableFuture.supplyAsync(holder::migrate);
        await().until(() -> sessions().stream().anyMatch(name -> name.contains("001_slow")));
        TestRun waiter = new TestRun(database, folder).lockWait(Duration.ofMillis(600));
        assertThatThrownBy(waiter::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
            assertThat(failure.getMessage())
                    .contains("another run holds the migration lock: 'pulse-db migrate ")
                    .contains("001_slow");
        });
        // The server ends a session a moment after its client has.
        await().untilAsserted(
                        () -> assertThat(sessions()).singleElement().asString().contains("001_slow"));
        Rows.of(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + OURS);
        assertThatThrownBy(() -> Patience.result(held)).cause().isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
            assertThat(failure.getMessage()).contains("001_slow.sql", "rolled back");
        });
        assertThat(holder.file("001_slow.sql", "SELECT 1;").migrate().applied())
                .as("a holder that was ended blocks nobody")
                .hasSize(1);
    }

    @Test
    void an_index_is_built_concurrently_while_another_run_waits() throws Exception {
        TestRun first = new TestRun(database, folder)
                .file("001_t.sql", "CREATE TABLE t AS SELECT g AS n FROM generate_series(1, 1000) g;")
                .file("002_i.sql", "-- outside a transaction", "CREATE INDEX CONCURRENTLY t_n ON t (n);")
                .file("003_u.sql", "BEGIN;", "CREATE UNIQUE INDEX CONCURRENTLY t_u ON t (n);", "COMMIT;");
        first.migrateTo("001");
        TestRun second = new TestRun(database, folder).lockWait(Patience.LIMIT);
        CompletableFuture<MigrateResult> building;
        CompletableFuture<MigrateResult> waiting;
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            building = CompletableFuture.supplyAsync(first.lockTimeout(Patience.LIMIT, 0)::migrate);
            await().until(() -> Rows.exists(database, "t_n"));
            waiting = CompletableFuture.supplyAsync(second::migrate);
            await().until(() -> second.told.stream().anyMatch(line -> line.startsWith("waiting")));
            application.rollback();
        }
        assertThat(Patience.result(building).applied()).hasSize(2);
        assertThat(Patience.result(waiting).applied()).isEmpty();
        assertThat(Rows.of(
                        database,
                        "SELECT indexrelid::regclass FROM pg_index WHERE indisvalid"
                                + " AND indrelid = 't'::regclass ORDER BY 1"))
                .containsExactlyInAnyOrder("t_n", "t_u");
        assertThat(Rows.history(database)).containsExactly("1 001_t.sql", "2 002_i.sql", "3 003_u.sql");
        assertThat(Rows.runner(database)).containsExactly("001 001_t.sql", "002 002_i.sql", "003 003_u.sql");
    }

    @Test
    void a_file_that_failed_outside_a_transaction_is_shown_as_failed_until_somebody_looked() throws Exception {
        TestRun run = new TestRun(database, folder)
                .file("001_t.sql", "CREATE TABLE t AS SELECT 1 AS n FROM generate_series(1, 2);")
                .file("002_u.sql", "CREATE UNIQUE INDEX CONCURRENTLY t_u ON t (n);");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("002_u.sql:1")
                .hasMessageContaining("23505")
                .hasMessageContaining("it left the invalid index public.t_u")
                .hasMessageContaining("1 file before it stays applied");
        assertThat(run.states()).containsExactly("001_t.sql=applied", "002_u.sql=failed");
        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.getMessage()).contains("002_u.sql failed half-way");
            assertThat(failure.remedy()).contains("pulse-db repair retry 002", "repair mark-applied 002");
        });

        assertThat(run.repair(RepairAction.RETRY, "002").invalidIndexes())
                .as("it has dropped it")
                .isEmpty();
        database.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
        assertThat(run.migrate().applied()).extracting(AppliedFile::script).containsExactly("002_u.sql");
    }

    @Test
    void an_invalid_index_of_an_earlier_attempt_is_not_accepted_as_built() throws Exception {
        TestRun run = new TestRun(database, folder)
                .file("001_t.sql", "CREATE TABLE t AS SELECT 1 AS n FROM generate_series(1, 2);");
        run.migrate();
        assertThatThrownBy(() -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY t_u ON t (n)"))
                .hasMessageContaining("duplicate");
        database.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
        run.file("002_u.sql", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_u ON t (n);");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("002_u.sql: index public.t_u is there but invalid")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
                    assertThat(failure.remedy()).startsWith("pulse-db repair retry 002, which drops it");
                });
        assertThat(run.states()).containsExactly("001_t.sql=applied", "002_u.sql=failed");

        run.repair(RepairAction.RETRY, "002");
        assertThat(run.migrate().applied()).hasSize(1);
        assertThat(Rows.of(database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_u'::regclass"))
                .containsExactly("t");
    }

    @Test
    void a_file_that_cannot_get_its_lock_is_rolled_back_and_tried_again() throws Exception {
        TestRun run = new TestRun(database, folder)
                .lockTimeout(Duration.ofMillis(200), 50)
                .file("001_t.sql", "CREATE TABLE t (n int);");
        run.migrate();
        run.file("002_a.sql", "CREATE TABLE other (n int);", "ALTER TABLE t ADD COLUMN m int;");

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT * FROM t");
            CompletableFuture<MigrateResult> result = CompletableFuture.supplyAsync(run::migrate);
            await().until(() -> run.told.stream().anyMatch(line -> line.startsWith("retrying")));
            assertThat(Rows.exists(database, "other"))
                    .as("rolled back while it pauses")
                    .isFalse();
            application.rollback();

            assertThat(Patience.result(result).applied())
                    .extracting(AppliedFile::script)
                    .containsExactly("002_a.sql");
        }
        assertThat(run.told)
                .contains("retrying 002_a.sql 1/50: canceling statement due to lock timeout", "finished 002_a.sql");
        assertThat(Rows.history(database)).containsExactly("1 001_t.sql", "2 002_a.sql");
    }

    @Test
    void a_file_that_never_gets_its_lock_is_given_up() throws Exception {
        TestRun run = new TestRun(database, folder)
                .lockTimeout(Duration.ofMillis(100), 1)
                .file("001_t.sql", "CREATE TABLE t (n int);");
        run.migrate();
        run.file("002_a.sql", "ALTER TABLE t ADD COLUMN m int;");

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT * FROM t");

            assertThatThrownBy(run::migrate)
                    .hasMessageContaining("002_a.sql:1")
                    .hasMessageContaining("55P03")
                    .hasMessageContaining("rolled back");
        }
        assertThat(run.told.stream().filter(line -> line.startsWith("retrying")))
                .hasSize(1);
        assertThat(run.states()).containsExactly("001_t.sql=applied", "002_a.sql=pending");
    }

    private static final String OURS =
            "datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'pulse-db%'";

    private List<String> sessions() {
        return Rows.of(database, "SELECT application_name FROM pg_stat_activity WHERE " + OURS);
    }

    private List<String> locks() {
        return Rows.of(
                database,
                "SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }
}
