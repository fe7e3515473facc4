package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that dies without warning: what was said to be applied is there, and files are there wholly or not at all. */
class CrashIT {
    private static final int FILES = 20;
    private static PostgresServer server;

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestRun run;

    /** Its log writer comes by so seldom that only a commit which waits for the disk is on disk. */
    @BeforeAll
    static void start() throws Exception {
        server = DevelopmentDatabases.shared().server().newServer();
        try (TestDatabase any = server.createDatabase()) {
            any.execute("ALTER SYSTEM SET wal_writer_delay = '10s'", "ALTER SYSTEM SET wal_writer_flush_after = 0");
        }
        server.restart();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        // Not dropped at the end: the server goes, and everything with it.
        database = server.createDatabase();
        run = new TestRun(database, folder);
        IntStream.rangeClosed(1, FILES)
                .forEach(n -> run.file("%03d_t.sql".formatted(n), "CREATE TABLE t%d AS SELECT 1 AS n;".formatted(n)));
    }

    @Test
    void what_a_run_reports_outlives_a_crash_right_after_it() {
        assertThat(run.migrate().applied()).hasSize(FILES);

        crash();

        assertThat(Rows.history(database)).hasSize(FILES);
        assertThat(tables()).hasSize(FILES);
    }

    @Test
    void what_a_failed_run_says_stays_applied_outlives_a_crash_right_after_it() {
        run.file("021_bad.sql", "CREATE TABLE gone (n int);", "SELECT nonsense;");
        assertThatThrownBy(run::migrate).hasMessageContaining(FILES + " files before it stay applied");

        crash();

        assertThat(Rows.history(database)).hasSize(FILES);
        assertThat(tables()).hasSize(FILES);
        assertThat(Rows.exists(database, "gone")).isFalse();
    }

    @Test
    void a_crash_in_the_middle_undoes_whole_files_and_the_last_ones_only() {
        run.file("021_slow.sql", "CREATE TABLE slow (n int);", "SELECT pg_sleep(600);");
        CompletableFuture<MigrateResult> running = CompletableFuture.supplyAsync(run::migrate);
        await().until(() -> run.told.contains("started 021_slow.sql 21/21"));

        crash();

        assertThatThrownBy(() -> Patience.result(running))
                .cause()
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
                    assertThat(failure.getMessage()).contains("connection was lost", "committed before it");
                });
        List<String> kept = Rows.history(database);
        assertThat(kept).hasSizeLessThan(FILES + 1);
        assertThat(tables())
                .as("history and catalogue agree")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, kept.size())
                        .mapToObj("t%d"::formatted)
                        .sorted()
                        .toList());
        assertThat(Rows.runner(database)).hasSameSizeAs(kept);
        assertThat(Rows.exists(database, "slow")).isFalse();

        run.file("021_slow.sql", "CREATE TABLE slow (n int);");
        assertThat(run.migrate().applied()).hasSize(FILES + 1 - kept.size());
        assertThat(tables()).hasSize(FILES);
    }

    @Test
    void before_a_file_outside_a_transaction_begins_all_before_it_is_on_disk() throws Exception {
        run.file("021_i.sql", "CREATE INDEX CONCURRENTLY t1_n ON t1 (n);");
        run.migrateTo("001");
        CompletableFuture<MigrateResult> running;
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE t1 IN ROW EXCLUSIVE MODE");
            running = CompletableFuture.supplyAsync(run::migrate);
            await().until(() -> Rows.log(database).stream().anyMatch(line -> line.startsWith("began 21")));

            crash();
        }

        assertThatThrownBy(() -> Patience.result(running)).cause().isInstanceOf(PulseFailure.class);
        assertThat(tables()).hasSize(FILES);
        assertThat(run.states()).contains("021_i.sql=failed");
    }

    private List<String> tables() {
        return Rows.of(
                database,
                "SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]+$' AND relkind = 'r' ORDER BY relname");
    }

    private static void crash() {
        server.kill();
        server.start();
    }
}
