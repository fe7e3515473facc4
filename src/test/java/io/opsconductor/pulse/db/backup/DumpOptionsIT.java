package io.opsconductor.pulse.db.backup;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.DumpOptions;
import io.opsconductor.pulse.db.backup.set.DumpOptions.Format;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PgBouncer;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a backup can be taken, and what goes with it. */
class DumpOptionsIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @TempDir
    Path directory;

    @Postgres
    private TestDatabase test;

    private Database database;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void a_database() throws Exception {
        test.execute(
                "CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 5000) i",
                "CREATE TABLE \"odd \n name\" AS SELECT 1");
        database = new Database(DatabaseUrl.parse(test.url()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_directory_dump_by_several_jobs_is_proved_file_by_file() throws Exception {
        Backup backup = take(PROGRAMS, Sets.options(Format.DIRECTORY, 2, Optional.empty()));

        assertThat(backup.problem()).isEmpty();
        assertThat(backups().verify(backup, BackupProgress.NONE).problem()).isEmpty();
        Manifest manifest = manifest(backup);
        assertThat(manifest.rows()).containsEntry("public.t", 5000L).containsEntry("public.\"odd \n name\"", 1L);
        assertThat(manifest.files())
                .extracting(StoredFile::name)
                .contains("globals.sql", "database.dump/toc.dat")
                .anyMatch(name -> name.endsWith(".dat.zst"))
                .hasSize(4);
        try (Stream<Path> files = Files.walk(backup.path()).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_missing_an_extra_and_a_changed_file_of_a_directory_dump_are_found() throws Exception {
        Backup backup = take(PROGRAMS, Sets.options(Format.DIRECTORY, 1, Optional.of("none")));
        List<Path> files;
        try (Stream<Path> found = Files.list(backup.path().resolve("database.dump"))) {
            files = found.toList();
        }
        for (Path file : files) {
            String name = "database.dump/" + file.getFileName();
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(backups().verify(backup, BackupProgress.NONE).problem()).contains(name + " is missing");
            byte[] flipped = bytes.clone();
            flipped[bytes.length / 2] ^= 1;
            Files.write(file, flipped);
            assertThat(backups().verify(backup, BackupProgress.NONE).problem())
                    .contains(name + " is not what was written: its checksum differs");
            Files.write(file, bytes);
        }
        Path extra = Files.writeString(backup.path().resolve("database.dump/1 \n2.dat"), "x");
        assertThat(backups().verify(backup, BackupProgress.NONE).problem())
                .contains("unexpected file database.dump/1 \n2.dat: not listed in the manifest");
        Files.delete(extra);
        assertThat(backups().verify(backup, BackupProgress.NONE).problem()).isEmpty();
    }

    @Test
    void compression_is_what_was_asked_for_and_else_the_best_there_is() throws Exception {
        assertThat(compressionOf(Optional.empty())).isEqualTo("zstd");
        assertThat(compressionOf(Optional.of("none"))).isEqualTo("none");
        assertThat(compressionOf(Optional.of("gzip:1"))).isEqualTo("gzip");
        assertThat(compressionOf(Optional.of("lz4"))).isEqualTo("lz4");
        assertThatThrownBy(() -> take(PROGRAMS, Sets.options(Format.CUSTOM, 1, Optional.of("brotli"))))
                .hasMessageContaining("does not take --compress=brotli: ")
                .hasFieldOrPropertyWithValue("exit", ExitCode.USAGE);
    }

    @Test
    void a_pg_dump_without_zstd_and_without_pg_dumpall_makes_do_with_gzip_and_says_that_roles_are_missing()
            throws Exception {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        Files.createSymbolicLink(programs.resolve("pg_restore"), PROGRAMS.resolve("pg_restore"));
        Scripts.write(
                programs.resolve("pg_dump"),
                "case \"$*\" in *zstd*) echo 'pg_dump: error: this build does not support compression with zstd' >&2;"
                        + " exit 1;; esac; exec " + PROGRAMS.resolve("pg_dump") + " \"$@\"");

        Backup backup = take(programs, Sets.CUSTOM);

        assertThat(compression(backup)).isEqualTo("gzip");
        assertThat(backup.problem()).isEmpty();
        assertThat(manifest(backup).noGlobals()).contains(programs + "/pg_dumpall is not there");
        assertThat(notes).containsExactly("roles are not in the backup: " + programs + "/pg_dumpall is not there");
        assertThat(backup.path().resolve("globals.sql")).doesNotExist();
    }

    @Test
    void roles_are_in_the_backup_and_their_passwords_are_not() throws Exception {
        String role = test.name();
        test.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'marker-secret'");
        try {
            Backup backup = take(PROGRAMS, Sets.CUSTOM);

            assertThat(backup.path().resolve("globals.sql"))
                    .content()
                    .contains("CREATE ROLE " + role)
                    .doesNotContain("PASSWORD", "SCRAM", "marker");
        } finally {
            test.execute("DROP ROLE " + role);
        }
    }

    @Test
    void each_backup_leaves_a_row_in_the_maintenance_log_and_so_does_a_failed_one() throws Exception {
        test.execute("CREATE TABLE maintenance_log (job_name text, started_at timestamptz, completed_at timestamptz,"
                + " rows_affected bigint, status text, error_message text, details jsonb)");
        Backup backup = backups().take(database, "daily", BackupProgress.NONE);
        Path programs = Scripts.programs(directory, PROGRAMS, "echo 'pg_dump: error: no luck' >&2; exit 1");
        assertThatThrownBy(() -> Sets.daily(directory, programs).take(database, "daily", BackupProgress.NONE))
                .hasMessageContaining("no luck");

        assertThat(Scripts.rows(
                        test,
                        "SELECT concat_ws(' ', job_name, status, completed_at >= started_at, details ->> 'backup',"
                                + " error_message) FROM maintenance_log ORDER BY completed_at"))
                .hasSize(2)
                .first()
                .isEqualTo("pulse-db backup daily COMPLETED t " + backup.id());
        assertThat(Scripts.rows(test, "SELECT status || error_message FROM maintenance_log WHERE status = 'FAILED'"))
                .singleElement()
                .asString()
                .contains("pg_dump: error: no luck");
    }

    @Test
    void several_jobs_need_the_directory_format() {
        assertThatThrownBy(
                        () -> Sets.options(Format.CUSTOM, 4, Optional.empty()).requireSound(Sets.daily(directory)))
                .hasMessage("PULSE_BACKUPS_DAILY_JOBS=4 needs the directory format")
                .hasFieldOrPropertyWithValue("exit", ExitCode.USAGE);
    }

    @Test
    void a_pooler_of_sessions_keeps_no_one_from_backing_up_and_no_lock_strands_behind_it() throws Exception {
        try (PgBouncer pooler = new PgBouncer(DevelopmentDatabases.shared().server(), "session");
                Database pooled = new Database(DatabaseUrl.parse(pooler.url(test.name())))) {
            for (int i = 0; i < 2; i++) {
                Backup backup = Sets.take(directory, PROGRAMS, pooled, Sets.CUSTOM, BackupProgress.NONE);
                assertThat(backup.problem()).isEmpty();
            }
            await().until(() -> Scripts.rows(
                            test,
                            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database ="
                                    + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                    .isEmpty());
        }
    }

    /** pg_dump empties the search path of a session that is another client's next: its tables were not found any more. */
    @Test
    void a_pooler_of_transactions_is_refused_and_its_clients_keep_their_search_path() throws Exception {
        try (PgBouncer pooler = new PgBouncer(DevelopmentDatabases.shared().server(), "transaction");
                Database pooled = new Database(DatabaseUrl.parse(pooler.url(test.name())))) {
            PulseFailure failure = catchThrowableOfType(
                    PulseFailure.class, () -> Sets.take(directory, PROGRAMS, pooled, Sets.CUSTOM, BackupProgress.NONE));

            try (Connection client = pooled.connectAsRole("application")) {
                client.createStatement().execute("SELECT FROM t");
            }
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.remedy()).contains("DIRECT_DATABASE_URL");
        }
    }

    /** Of a backup that was read to its end when it was taken, and once more. */
    private String compressionOf(Optional<String> wanted) throws Exception {
        Backup backup = take(PROGRAMS, Sets.options(Format.CUSTOM, 1, wanted));
        assertThat(manifest(backup).rows()).containsEntry("public.t", 5000L);
        assertThat(backups().verify(backup, BackupProgress.NONE).problem()).isEmpty();
        return compression(backup);
    }

    /** As pg_restore reads it from the archive. */
    private static String compression(Backup backup) throws Exception {
        Process list = new ProcessBuilder(
                        PROGRAMS.resolve("pg_restore").toString(),
                        "--list",
                        backup.path().resolve("database.dump").toString())
                .start();
        return list.inputReader()
                .lines()
                .filter(line -> line.contains("Compression: "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*Compression: ", "");
    }

    private Backup take(Path programs, DumpOptions options) {
        return Sets.take(directory, programs, database, options, new BackupProgress() {
            @Override
            public void reached(String set, Phase phase, Reached reached) {
                // Only what is noted counts here.
            }

            @Override
            public void noted(String set, String line) {
                notes.add(line);
            }
        });
    }

    private Backups backups() {
        return Sets.daily(directory, PROGRAMS);
    }

    private static Manifest manifest(Backup backup) throws IOException, ManifestProblem {
        return ManifestJson.read(Files.readAllBytes(backup.path().resolve(Manifest.FILE)), SealKey.NONE);
    }
}
