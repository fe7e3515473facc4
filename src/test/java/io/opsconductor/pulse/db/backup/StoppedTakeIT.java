package io.opsconductor.pulse.db.backup;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

/** Runs that are stopped, from within or without, while pg_dump waits for a lock that the test holds. */
@SuppressWarnings("try") // The blocking session serves by being open.
class StoppedTakeIT extends OneGoodBackup {
    /** What the Java runtime exits with after SIGTERM: 128 and the signal's number. */
    private static final int SIGTERM = 143;

    @Test
    void a_killed_pg_dump_is_a_failure_that_says_so() throws Exception {
        try (Connection blocker = locked()) {
            CompletableFuture<PulseFailure> take = inBackground();
            ProcessHandle child = pgDump();
            child.destroyForcibly();

            PulseFailure failure = take.join();
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure).hasMessageContaining("failed: ended by signal 9");
        }
    }

    @Test
    void an_interrupted_run_ends_its_pg_dump_and_is_worth_a_retry() throws Exception {
        try (Connection blocker = locked()) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            CompletableFuture<PulseFailure> take = CompletableFuture.supplyAsync(() -> {
                thread.complete(Thread.currentThread());
                return failureOf(backups());
            });
            ProcessHandle child = pgDump();
            thread.join().interrupt();

            assertThat(take.join().exit()).isEqualTo(ExitCode.NOT_NOW);
            assertThat(take.join()).hasMessageContaining("was interrupted; nothing was kept");
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void a_process_that_is_told_to_stop_ends_its_pg_dump_and_cleans_up_before_it_is_gone() throws Exception {
        try (Connection blocker = locked()) {
            Process taker = Taker.start(test.url(), directory, PROGRAMS);
            ProcessHandle child = pgDumpOf(taker.toHandle());
            taker.destroy();

            assertThat(Patience.exit(taker)).isEqualTo(SIGTERM);
            assertThat(child.isAlive()).isFalse();
            assertThat(directory.resolve("daily")).isDirectoryNotContaining("glob:**.partial");
        }
    }

    @Test
    void what_a_killed_process_left_is_swept_by_the_next_run() throws Exception {
        try (Connection blocker = locked()) {
            Process taker = Taker.start(test.url(), directory, PROGRAMS);
            ProcessHandle child = pgDumpOf(taker.toHandle());
            taker.destroyForcibly().waitFor();
            child.destroyForcibly();
            child.onExit().join();
        }
        // The server sees by the broken connections that nobody is left, and takes back what the sessions held.
        await().until(() -> sessions("application_name LIKE 'pulse-db%'").isEmpty());
        assertThat(directory.resolve("daily")).isDirectoryContaining("glob:**.partial");

        PrivateFiles.delete(
                backups().take(database, "daily", BackupProgress.NONE).path());
    }

    @Test
    void a_second_run_does_not_disturb_the_first() throws Exception {
        try (Connection blocker = locked()) {
            CompletableFuture<PulseFailure> first = inBackground();
            ProcessHandle child = pgDump();

            assertThat(failureOf(backups()).exit()).isEqualTo(ExitCode.NOT_NOW);
            assertThat(child.isAlive()).isTrue();
            child.destroy();
            first.join();
        }
    }

    @Test
    void a_session_that_the_server_ends_in_the_middle_is_a_failure() throws Exception {
        try (Connection blocker = locked()) {
            CompletableFuture<PulseFailure> take = inBackground();
            pgDump();
            test.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = 'pulse-db backup'");

            assertThat(take.join().exit()).isEqualTo(ExitCode.FAILED);
            assertThat(take.join())
                    .hasMessageContaining("pg_dump of " + database.url().redacted() + " failed: ");
        }
    }

    @Test
    void secrets_are_in_no_argument_list_and_in_no_file() throws Exception {
        String password = DevelopmentDatabases.shared().server().password();
        try (Connection blocker = locked()) {
            CompletableFuture<PulseFailure> take = inBackground();
            ProcessHandle child = pgDump();
            String arguments = Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"));
            child.destroy();

            assertThat(arguments).contains("--format=custom").doesNotContain(password);
            assertThat(take.join().toString() + take.join().remedy()).doesNotContain(password);
        }
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(texts).hasSize(6).noneMatch(text -> text.contains(password));
    }

    /** Holds a lock that pg_dump has to wait for. */
    private Connection locked() throws Exception {
        Connection connection = test.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    private List<String> sessions(String which) throws SQLException {
        return Scripts.rows(test, "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND " + which);
    }

    private CompletableFuture<PulseFailure> inBackground() {
        return CompletableFuture.supplyAsync(() -> failureOf(backups()));
    }

    /** Our running pg_dump, once it waits for the lock. */
    private ProcessHandle pgDump() throws SQLException {
        return pgDumpOf(ProcessHandle.current());
    }

    private ProcessHandle pgDumpOf(ProcessHandle parent) throws SQLException {
        await().until(() -> !sessions("wait_event_type = 'Lock'").isEmpty());
        return await().until(
                        () -> parent.children()
                                .filter(child ->
                                        child.info().commandLine().orElse("").contains("--file=/proc/" + parent.pid()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
