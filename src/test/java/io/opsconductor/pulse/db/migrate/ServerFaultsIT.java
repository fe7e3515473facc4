package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server goes away, or the way to it, or its disk is full: a file is there wholly or not at all. */
class ServerFaultsIT {
    private static PostgresServer server;

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestRun run;

    @BeforeAll
    static void startServer() {
        server = DevelopmentDatabases.shared().server().newServer();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        database = server.createDatabase();
        run = new TestRun(database, folder)
                .file("001_kept.sql", "CREATE TABLE kept (n int);")
                .file("002_slow.sql", "INSERT INTO kept VALUES (2);", "SELECT pg_sleep(600);");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_server_that_is_restarted_in_order() {
        CompletableFuture<MigrateResult> running = started();
        server.stop();
        wasLost(running);
        server.start();
        goesOn();
    }

    @Test
    void a_server_that_crashes() {
        CompletableFuture<MigrateResult> running = started();
        server.kill();
        wasLost(running);
        server.start();
        // What was committed a moment before may be gone with the crash; then so is its record.
        boolean kept = Rows.exists(database, "kept");
        assertThat(run.states())
                .containsExactly("001_kept.sql=" + (kept ? "applied" : "pending"), "002_slow.sql=pending");
        run.migrateTo("001");
        goesOn();
    }

    @Test
    void a_connection_that_breaks_leaves_no_lock_behind() throws Exception {
        try (TcpProxy network = new TcpProxy(server.port())) {
            run.through(network.through(database.url()));
            CompletableFuture<MigrateResult> running = started();
            network.cut();
            wasLost(running);
        }
        lockIsSoonFree();
        run.through(database.url());
        goesOn();
    }

    @Test
    void a_network_that_swallows_everything_is_noticed_in_bounded_time() throws Exception {
        try (TcpProxy network = new TcpProxy(server.port())) {
            run.through(network.through(database.url()) + "?connect_timeout=1").lostAfter(Duration.ofSeconds(2));
            CompletableFuture<MigrateResult> running = started();
            network.swallow();
            // No answer comes any more: without the watch this would wait for ever.
            wasLost(running);
        }
        lockIsSoonFree();
        run.through(database.url());
        goesOn();
    }

    @Test
    void the_server_asks_a_silent_client_whether_it_is_still_there() {
        // Asked over TCP and in the middle of a file, when RESET ALL has taken the session's first settings away.
        run.file(
                        "002_slow.sql",
                        "CREATE TABLE seen AS SELECT current_setting('tcp_keepalives_idle') AS idle,",
                        "  current_setting('tcp_user_timeout') AS timeout,",
                        "  current_setting('client_connection_check_interval') AS look;")
                .migrate();

        assertThat(Rows.of(database, "SELECT concat_ws(' ', idle, timeout, look) FROM seen"))
                .containsExactly("15 30000 2s");
    }

    @Test
    void a_long_file_is_not_taken_for_a_lost_one() {
        run.file("002_slow.sql", "SELECT pg_sleep(7);").lostAfter(Duration.ofSeconds(5));

        assertThat(run.migrate().applied()).hasSize(2);
    }

    @Test
    void a_full_disk_rolls_the_file_back() throws Exception {
        Path small = Files.createTempDirectory("pulse-small");
        Assumptions.assumeTrue(mount(small), "only root may mount a small disk");
        try {
            run.file(
                    "002_slow.sql",
                    "CREATE TABLE big (filler text) TABLESPACE small;",
                    "INSERT INTO kept VALUES (2);",
                    "INSERT INTO big SELECT repeat(md5(g::text), 20) FROM generate_series(1, 20000) g;");
            database.execute("CREATE TABLESPACE small LOCATION '" + small + "'");

            assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
                assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
                assertThat(failure.getMessage())
                        .contains("002_slow.sql:3", "No space left on device", "53100", "the file was rolled back");
                assertThat(failure.remedy()).containsIgnoringCase("space");
            });
            assertThat(Rows.exists(database, "big")).isFalse();
            goesOn();
            database.execute("DROP TABLESPACE small");
        } finally {
            sh("umount", "-l", small.toString());
            Files.delete(small);
        }
    }

    private CompletableFuture<MigrateResult> started() {
        CompletableFuture<MigrateResult> running = CompletableFuture.supplyAsync(run::migrate);
        await().until(() -> run.told.contains("started 002_slow.sql 2/2"));
        await().until(() -> !Rows.of(
                        database,
                        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(600)%'")
                .isEmpty());
        return running;
    }

    private static void wasLost(CompletableFuture<MigrateResult> running) {
        assertThatThrownBy(() -> Patience.result(running))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.NOT_NOW);
                    assertThat(failure.getMessage())
                            .startsWith("002_slow.sql:2: ")
                            .contains("the connection was lost", "committed before it: 1 file");
                });
    }

    /** Only the first file is there; with the second made quick, the next run goes on with it. */
    private void goesOn() {
        assertThat(run.states()).containsExactly("001_kept.sql=applied", "002_slow.sql=pending");
        assertThat(Rows.of(database, "SELECT n FROM kept")).isEmpty();

        run.file("002_slow.sql", "INSERT INTO kept VALUES (2);");
        assertThat(run.migrate().applied()).extracting(AppliedFile::script).containsExactly("002_slow.sql");
        assertThat(Rows.of(database, "SELECT n FROM kept")).containsExactly("2");
        assertThat(Rows.history(database)).containsExactly("1 001_kept.sql", "2 002_slow.sql");
    }

    private void lockIsSoonFree() {
        await().until(() -> Rows.of(database, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted")
                .isEmpty());
    }

    private static boolean mount(Path directory) throws Exception {
        return sh("mount", "-t", "tmpfs", "-o", "size=4m,mode=700,uid=" + uidOfServer(), "tmpfs", directory.toString())
                == 0;
    }

    private static int uidOfServer() throws Exception {
        return (Integer) Files.getAttribute(server.dataDirectory(), "unix:uid");
    }

    private static int sh(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
