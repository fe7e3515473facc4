package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.DumpOptions;
import io.opsconductor.pulse.db.backup.set.DumpOptions.Format;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.backup.store.Rotator;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;

/** What may go wrong around a backup. Afterwards the set is what it was; the superclass looks. */
@SuppressWarnings("try") // Volumes and blocking sessions serve by being there.
class FaultyTakeIT extends OneGoodBackup {
    /** pg_dump waits until somebody lets it go on, and then does what a test says. */
    private static final String HELD =
            "touch \"$(dirname \"$0\")/waiting\";" + " while [ ! -e \"$(dirname \"$0\")/go\" ]; do sleep 0.05; done;";

    @Test
    void a_disk_that_fills_up_in_the_middle_costs_nothing_that_was_there() throws Exception {
        Path other = Files.createDirectory(directory.resolve("volume"));
        try (SmallVolume volume = SmallVolume.mount(other, 2)) {
            Backup first = Sets.daily(other, PROGRAMS).take(database, "daily", BackupProgress.NONE);
            test.execute("CREATE TABLE big AS SELECT gen_random_uuid() AS a, gen_random_uuid() AS b"
                    + " FROM generate_series(1, 60000)");
            for (Format format : Format.values()) {
                PulseFailure failure = catchThrowableOfType(
                        PulseFailure.class,
                        () -> Sets.take(
                                other,
                                PROGRAMS,
                                database,
                                Sets.options(format, format.isDirectory() ? 2 : 1, Optional.empty()),
                                BackupProgress.NONE));

                assertThat(failure)
                        .hasMessage("no space is left for the backup set daily in " + other.resolve("daily"));
                assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
                assertThat(Sets.daily(other, PROGRAMS).list(Optional.empty())).containsExactly(first);
                assertThat(names(other.resolve("daily")))
                        .containsExactlyInAnyOrder(".lock", SetDirectory.MARKER, first.id());
            }
        }
    }

    /** As a quota of files leaves it, and some file systems that are full: no mark can be made beside the dump. */
    @Test
    void where_no_file_can_be_made_backups_are_read_all_the_same_and_none_is_removed() throws Exception {
        Path other = Files.createDirectory(directory.resolve("volume"));
        try (SmallVolume volume = SmallVolume.ofFiles(other, 30)) {
            Backups sets = Sets.taken(Sets.rotating(other, new RotationPolicy(2, 0, 0, 0, 1)), PROGRAMS);
            Backup first = sets.take(database, "daily", BackupProgress.NONE);
            Backup second = sets.take(database, "daily", BackupProgress.NONE);
            assertThat(catchThrowable(() -> {
                        for (int i = 0; i < 30; i++) {
                            Files.createFile(other.resolve("other" + i));
                        }
                    }))
                    .hasMessageContaining("No space left on device");
            Files.write(second.path().resolve("database.dump"), new byte[] {1});

            assertThat(sets.verify(second, BackupProgress.NONE).problem()).isPresent();
            assertThat(sets.verify(first, BackupProgress.NONE).problem()).isEmpty();
            BackupTarget one = Sets.daily(other, new RotationPolicy(1, 0, 0, 0, 1));
            assertThat(Rotator.rotateHoldingLock(one).failures())
                    .allSatisfy(failure -> assertThat(failure.remedy()).contains("free some space"));
            assertThat(first.path()).exists();
        }
    }

    @Test
    void a_disk_without_room_for_another_backup_is_told_before_pg_dump_begins() throws Exception {
        Path other = Files.createDirectory(directory.resolve("volume"));
        test.execute(
                "CREATE TABLE big AS SELECT gen_random_uuid() AS a, gen_random_uuid() AS b FROM generate_series(1, 30000)");
        try (SmallVolume volume = SmallVolume.mount(other, 3)) {
            Backup first = Sets.daily(other, PROGRAMS).take(database, "daily", BackupProgress.NONE);
            assertThat(first.bytes()).isGreaterThan(1_500_000);

            PulseFailure failure = catchThrowableOfType(
                    PulseFailure.class, () -> Sets.daily(other, PROGRAMS).take(database, "daily", BackupProgress.NONE));

            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure)
                    .hasMessageMatching("the backup set daily needs about 1.* MB, and only .* are free in .*");
        }
    }

    @Test
    void where_room_is_short_rotation_goes_before_the_dump() throws Exception {
        Path other = Files.createDirectory(directory.resolve("volume"));
        test.execute(
                "CREATE TABLE big AS SELECT gen_random_uuid() AS a, gen_random_uuid() AS b FROM generate_series(1, 30000)");
        try (SmallVolume volume = SmallVolume.mount(other, 4)) {
            Backups sets = Sets.taken(Sets.rotating(other, new RotationPolicy(1, 0, 0, 0, 1)), PROGRAMS);
            Backup first = sets.take(database, "daily", BackupProgress.NONE);
            Backup second = sets.take(database, "daily", BackupProgress.NONE);
            assertThat(first.bytes() + second.bytes()).isGreaterThan(3_000_000);

            Backup third = sets.take(database, "daily", BackupProgress.NONE);

            assertThat(sets.list(Optional.empty())).containsExactly(third, second);
        }
    }

    @Test
    void a_directory_that_vanishes_under_pg_dump_is_a_failure_and_is_not_made_again() throws Exception {
        Path other = Files.createDirectory(directory.resolve("volume"));
        Path programs = Scripts.programs(directory, PROGRAMS, HELD + " exec $real \"$@\"");
        CompletableFuture<PulseFailure> take =
                CompletableFuture.supplyAsync(() -> failureOf(Sets.daily(other, programs)));
        await(programs.resolve("waiting"));
        PrivateFiles.delete(other);
        Files.createFile(programs.resolve("go"));

        assertThat(take.join().exit()).isIn(ExitCode.FAILED, ExitCode.USAGE);
        assertThat(take.join().getMessage()).contains("No such file or directory");
        assertThat(other).doesNotExist();
    }

    @Test
    void a_server_that_is_stopped_in_the_middle_is_a_failure() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase dumped = server.createDatabase();
                Database stopped = new Database(DatabaseUrl.parse(dumped.url()))) {
            Path programs = Scripts.programs(directory, PROGRAMS, HELD + " exec $real \"$@\"");
            CompletableFuture<PulseFailure> take = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(PulseFailure.class, () -> Sets.daily(directory, programs)
                            .take(stopped, "daily", BackupProgress.NONE)));
            await(programs.resolve("waiting"));
            server.kill();
            Files.createFile(programs.resolve("go"));

            assertThat(take.join().exit()).isEqualTo(ExitCode.FAILED);
            assertThat(take.join()).hasMessageContaining("pg_dump of ").hasMessageContaining("refused");
            server.start();
        }
    }

    @Test
    void a_lock_that_is_not_to_be_had_is_worth_a_retry() throws Exception {
        DumpOptions impatient =
                new DumpOptions(Format.CUSTOM, 1, Optional.empty(), Duration.ofMillis(200), Optional.empty());
        try (Connection blocker = test.connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");

            PulseFailure failure = catchThrowableOfType(
                    PulseFailure.class, () -> Sets.take(directory, PROGRAMS, database, impatient, BackupProgress.NONE));

            assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
            assertThat(failure).hasMessageContaining("LOCK TABLE");
            assertThat(failure.remedy()).contains("PULSE_BACKUPS_DAILY_LOCK_WAIT_TIMEOUT");
        }
    }

    @Test
    void parallel_jobs_that_meet_a_waiting_exclusive_lock_are_worth_a_retry() throws Exception {
        Path programs = Scripts.programs(
                directory,
                PROGRAMS,
                "echo 'pg_dump: error: could not obtain lock on relation \"public.t\"' >&2; exit 1");

        assertThat(failureOf(Sets.daily(directory, programs)).exit()).isEqualTo(ExitCode.NOT_NOW);
    }

    @Test
    void a_pg_dump_that_is_too_old_is_named_before_it_is_run() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        Scripts.write(programs.resolve("pg_restore"), "exit 1");
        Scripts.write(programs.resolve("pg_dump"), "echo 'pg_dump (PostgreSQL) 12.22'");

        PulseFailure failure = failureOf(Sets.daily(directory, programs));

        assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(failure)
                .hasMessage("pg_dump 12.22 in " + programs + " is older than the server, which is of version 17");
    }

    @Test
    void a_dump_that_pg_dump_calls_good_and_that_cannot_be_read_is_no_backup() throws Exception {
        Path programs = Scripts.programs(
                directory,
                PROGRAMS,
                "for argument; do case $argument in --file=*) file=${argument#--file=};; esac; done;"
                        + " $real \"$@\" && truncate -s 20000 \"$file\"");

        PulseFailure failure = failureOf(Sets.daily(directory, programs));

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure).hasMessageContaining("the dump cannot be read to its end");
    }

    @Test
    void a_server_with_too_few_locks_for_all_chunks_is_told_by_the_setting() throws Exception {
        // As pg_dump 17.12 said it of 1,500 chunks on a server with max_locks_per_transaction=10.
        Path programs = Scripts.programs(
                directory,
                PROGRAMS,
                "printf 'pg_dump: error: query failed: ERROR:  out of shared memory\\npg_dump: detail: Query was: LOCK"
                        + " TABLE public.m' >&2; seq -f ', _i._hyper_1_%g_chunk' 1500 | tr -d '\\n' >&2; exit 1");

        PulseFailure failure = failureOf(Sets.daily(directory, programs));

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.getMessage()).endsWith("_chunk, … and 1,496 more (exit code 1)");
        assertThat(failure.remedy()).contains("raise max_locks_per_transaction");
    }

    @Test
    void two_machines_that_see_no_file_locks_of_each_other_still_take_one_backup_at_a_time() throws Exception {
        Path programs = Scripts.programs(directory, PROGRAMS, HELD + " exit 1");
        CompletableFuture<PulseFailure> first =
                CompletableFuture.supplyAsync(() -> failureOf(Sets.daily(directory, programs)));
        await(programs.resolve("waiting"));
        PulseFailure second = failureOf(Sets.daily(directory.resolve("elsewhere"), PROGRAMS));
        Files.createFile(programs.resolve("go"));
        first.join();

        assertThat(second.exit()).isEqualTo(ExitCode.NOT_NOW);
        assertThat(second).hasMessageStartingWith("a backup of the set daily is being taken already");
    }

    @Test
    void names_with_spaces_quotes_and_line_breaks_are_names() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("my \"new\n--file=x' volume"));

        Backup backup = Sets.daily(odd, PROGRAMS).take(database, "daily", BackupProgress.NONE);

        assertThat(backup.path()).isEqualTo(odd.resolve("daily").resolve(backup.id()));
        assertThat(Sets.daily(odd, PROGRAMS).verify(backup, BackupProgress.NONE).problem())
                .isEmpty();
    }

    @Test
    void tens_of_thousands_of_other_files_are_passed_over() throws Exception {
        Path crowded = Files.createDirectory(directory.resolve("crowded"));
        SetDirectory.init(Sets.daily(crowded));
        for (int i = 0; i < 30_000; i++) {
            Files.createFile(crowded.resolve("daily/some file " + i));
        }
        Backup backup = Sets.daily(crowded, PROGRAMS).take(database, "daily", BackupProgress.NONE);
        assertThat(Sets.daily(crowded, PROGRAMS).list(Optional.empty())).containsExactly(backup);

        assertThat(names(crowded.resolve("daily"))).hasSize(30_003);
    }

    private static void await(Path file) {
        Patience.await().until(() -> Files.exists(file));
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".last-failure.json")) // what monitoring is told of it
                    .toList();
        }
    }
}
