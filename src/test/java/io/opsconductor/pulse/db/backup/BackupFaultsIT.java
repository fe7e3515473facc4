package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ClientTools;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After each fault the set has what it had before: here one verified backup, and nothing half done. */
@SuppressWarnings("try") // The blocking session serves by being open.
class BackupFaultsIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();
    /** What the Java runtime exits with after SIGTERM: 128 and the signal's number. */
    private static final int SIGTERM = 143;

    @TempDir
    Path directory;

    private TestDatabase test;
    private Database database;
    private Backup good;

    @BeforeEach
    void a_set_with_one_good_backup() throws Exception {
        test = DevelopmentDatabases.shared().postgres();
        test.execute("CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i");
        database = new Database(DatabaseUrl.parse(test.url()));
        good = backups().take(database, "daily", BackupProgress.NONE);
    }

    @AfterEach
    void nothing_half_done_is_left() throws IOException {
        database.close();
        test.close();
        try (Stream<Path> entries = Files.list(directory.resolve("daily"))) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", good.id());
        }
    }

    @Test
    void a_dump_that_was_cut_is_seen_without_reading_it() throws IOException {
        truncate(dump(), Files.size(dump()) * 6 / 10);

        assertThat(listed().doubt())
                .hasValueSatisfying(doubt -> assertThat(doubt).startsWith("database.dump has "));
        assertThat(listed().snapshotTime()).isEqualTo(good.snapshotTime());
    }

    @Test
    void a_flipped_bit_is_found_by_verifying() throws IOException {
        byte[] bytes = Files.readAllBytes(dump());
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump(), bytes);

        assertThat(backups().verify(listed())).contains("database.dump is not what was written: its checksum differs");
    }

    @Test
    void a_missing_dump_and_a_manifest_that_cannot_be_believed_are_told() throws IOException {
        byte[] manifest = Files.readAllBytes(good.path().resolve("manifest.json"));
        Files.write(
                good.path().resolve("manifest.json"),
                new String(manifest, StandardCharsets.UTF_8)
                        .replace("20000", "20001")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(listed().doubt()).contains("its manifest was changed after it had been written");
        assertThat(listed().snapshotTime()).isEmpty();

        Files.write(good.path().resolve("manifest.json"), manifest);
        assertThat(listed()).isEqualTo(good);
        Files.delete(dump());
        assertThat(listed().doubt()).contains("database.dump is missing");

        Files.delete(good.path().resolve("manifest.json"));
        assertThat(listed().doubt()).contains("it has no manifest");
    }

    @Test
    void a_dump_cut_anywhere_cannot_be_read_to_its_end() throws Exception {
        var programs = new ClientTools(Optional.of(PROGRAMS), List.of()).forServer(17);
        byte[] bytes = Files.readAllBytes(dump());
        for (int percent : new int[] {0, 1, 10, 60, 99}) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length * percent / 100));
            assertThat(catchThrowableOfType(PulseFailure.class, () -> ArchiveReader.rows(programs, cut, new CopyRows()))
                            .exit())
                    .isEqualTo(ExitCode.FAILED);
        }
        Files.delete(directory.resolve("cut"));
    }

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

            assertThat(taker.waitFor()).isEqualTo(SIGTERM);
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
        assertThat(directory.resolve("daily")).isDirectoryContaining("glob:**.partial");

        PrivateFiles.delete(
                backups().take(database, "daily", BackupProgress.NONE).path());
    }

    @Test
    void a_full_disk_is_a_failure_that_says_so() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        script(programs.resolve("pg_restore"), "exit 1");
        script(
                programs.resolve("pg_dump"),
                "for argument; do shift; case $argument in --file=*) argument=--file=/dev/full;; esac;"
                        + " set -- \"$@\" \"$argument\"; done; exec " + PROGRAMS.resolve("pg_dump") + " \"$@\"");

        PulseFailure failure = failureOf(Sets.daily(directory, programs));

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure).hasMessage("no space is left for the backup set daily in " + directory.resolve("daily"));
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
        assertThat(texts).hasSize(3).noneMatch(text -> text.contains(password));
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
            assertThat(denied.remedy()).isEqualTo("grant pg_read_all_data to that role");

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

    private Backups backups() {
        return Sets.daily(directory, PROGRAMS);
    }

    private Path dump() {
        return good.path().resolve("database.dump");
    }

    private Backup listed() {
        return backups().list(Optional.of("daily")).get(0);
    }

    /** Holds a lock that pg_dump has to wait for. */
    private Connection locked() throws Exception {
        Connection connection = test.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    private CompletableFuture<PulseFailure> inBackground() {
        return CompletableFuture.supplyAsync(() -> failureOf(backups()));
    }

    /** Our running pg_dump, once it waits for the lock. */
    private ProcessHandle pgDump() {
        return pgDumpOf(ProcessHandle.current());
    }

    private ProcessHandle pgDumpOf(ProcessHandle parent) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> parent.children()
                                .filter(child ->
                                        child.info().commandLine().orElse("").contains("--file=" + directory))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private PulseFailure failureOf(Backups backups) {
        return failureOf(backups, database.url());
    }

    private static PulseFailure failureOf(Backups backups, DatabaseUrl url) {
        try (Database database = new Database(url)) {
            return catchThrowableOfType(PulseFailure.class, () -> backups.take(database, "daily", BackupProgress.NONE));
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
