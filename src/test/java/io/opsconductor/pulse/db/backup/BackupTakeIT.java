package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.judge.BackupCheck;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real servers with the real pg_dump and pg_restore. */
class BackupTakeIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @TempDir
    Path directory;

    private final List<String> progress = new ArrayList<>();

    @Test
    void a_backup_is_verified_and_says_what_is_in_it(@Postgres TestDatabase test) throws Exception {
        fill(test);
        Instant before = Instant.now();

        Backup backup = take(test);

        assertThat(backup.verified()).isTrue();
        assertThat(backup.snapshotTime().orElseThrow()).isBetween(before, Instant.now());
        assertThat(backup.path()).isEqualTo(directory.resolve("daily").resolve(backup.id()));
        assertThat(backup.bytes())
                .isEqualTo(Files.size(backup.path().resolve("database.dump"))
                        + Files.size(backup.path().resolve("globals.sql")));
        assertThat(backup.took().orElseThrow()).isGreaterThan(Duration.ZERO);
        Manifest manifest = manifest(backup);
        assertThat(manifest.dumped()).isEqualTo(backup.dumped());
        assertThat(manifest.dumped().orElseThrow()).isBetween(Duration.ofMillis(1), manifest.took());
        assertThat(manifest.source().bytes().orElseThrow()).isGreaterThan(backup.bytes());
        assertThat(manifest.rows())
                .containsEntry("\"S p\".t", 1000L)
                .containsEntry("public.nocol", 2L)
                .containsEntry("public.empty", 0L)
                .containsEntry("public.\"we\"\"ird\nCOPY public.x (a) FROM stdin;\"", 5L);
        assertThat(manifest.source().schemaVersion()).contains("036a");
        assertThat(manifest.source().timescale().orElseThrow().edition()).isEqualTo("apache");
        assertThat(manifest.source().database()).isEqualTo(test.name());
        assertThat(manifest.pgDumpVersion()).startsWith("17");
        assertThat(progress).containsExactly("daily DUMPING 0", "daily VERIFYING 0");
    }

    @Test
    void nobody_else_may_read_a_backup(@Postgres TestDatabase test) throws Exception {
        Backup backup = take(test);

        assertThat(modes(directory.resolve("daily"), backup.path())).containsOnly("rwx------");
        assertThat(modes(
                        backup.path().resolve("database.dump"),
                        backup.path().resolve("globals.sql"),
                        backup.path().resolve("manifest.json"),
                        directory.resolve("daily/.pulse-backups"),
                        directory.resolve("daily/.lock")))
                .containsOnly("rw-------");
    }

    @Test
    void what_was_committed_before_the_snapshot_time_is_in_it_and_backups_are_listed_newest_first(
            @Postgres TestDatabase test) throws Exception {
        Backup first = take(test);
        test.execute("CREATE TABLE later (a int)", "INSERT INTO later VALUES (1)");
        Backup second = take(test);

        Backups backups = Sets.daily(directory, PROGRAMS);
        assertThat(backups.list(Optional.empty())).containsExactly(second, first);
        assertThat(backups.list(Optional.of("daily"))).hasSize(2);
        assertThat(manifest(first).rows()).doesNotContainKey("public.later");
        assertThat(manifest(second).rows()).containsEntry("public.later", 1L);
        assertThat(backups.verify(first, BackupProgress.NONE).problem()).isEmpty();
        assertThat(backups.verify(second, BackupProgress.NONE).problem()).isEmpty();
    }

    @Test
    void leftovers_of_killed_runs_are_swept_and_never_taken_for_backups(@Postgres TestDatabase test) throws Exception {
        Path leftover = Files.createDirectories(directory.resolve("daily/20200101T000000Z.partial/deep"));
        Files.writeString(leftover.resolve("database.dump"), "cut");
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.createSymbolicLink(directory.resolve("daily/link.partial"), outside);
        SetDirectory.init(Sets.daily(directory));
        assertThat(Sets.daily(directory, PROGRAMS).list(Optional.empty())).isEmpty();

        Backup backup = take(test);

        assertThat(names(directory.resolve("daily")))
                .containsExactlyInAnyOrder(".lock", SetDirectory.MARKER, backup.id());
        assertThat(outside).exists();
    }

    @Test
    void a_fresh_backup_satisfies_the_check(@Postgres TestDatabase test) throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            take(test);
            BackupCheck check = new BackupCheck(Sets.of(Map.of("daily", Sets.in(directory))), Sets.LISTING);

            assertThat(check.findings(database, Instant.now()))
                    .extracting(Finding::check, Finding::severity)
                    .contains(tuple("backup.recovery-point", Severity.OK), tuple("backup.verified", Severity.OK));
            assertThat(check.findings(database, Instant.now().plus(Duration.ofHours(25))))
                    .extracting(Finding::check, Finding::severity)
                    .contains(tuple("backup.recovery-point", Severity.CRITICAL), tuple("backup.verified", Severity.OK));
        }
    }

    @Test
    void a_timescaledb_with_one_backend_is_backed_up_chunk_by_chunk(@Timescale TestDatabase test) throws Exception {
        test.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE tel (time timestamptz NOT NULL, v float)",
                "SELECT create_hypertable('tel', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO tel SELECT timestamptz '2026-01-01 00:00Z' + i * interval '12 hours', i"
                        + " FROM generate_series(0, 5) i");

        Manifest manifest = manifest(take(test));

        assertThat(manifest.source().timescale().orElseThrow().edition()).isEqualTo("timescale");
        assertThat(manifest.rows().entrySet().stream()
                        .filter(table -> table.getKey().startsWith("_timescaledb_internal._hyper_1_"))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .isEqualTo(6);
    }

    private Backup take(TestDatabase test) {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            return Sets.daily(directory, PROGRAMS)
                    .take(
                            database,
                            "daily",
                            (set, phase, reached) -> progress.add(set + " " + phase + " " + reached.bytes()));
        }
    }

    private static void fill(TestDatabase test) throws SQLException {
        test.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)",
                "INSERT INTO schema_migrations VALUES ('009'), ('036'), ('036a')",
                "CREATE TABLE \"we\"\"ird\nCOPY public.x (a) FROM stdin;\" (a text, \"c;( FROM stdin;\" int)",
                "INSERT INTO \"we\"\"ird\nCOPY public.x (a) FROM stdin;\""
                        + " VALUES (E'\\\\.', 1), (E'a\\nb\\\\\\tc', 2), (E'\\\\\\\\.', 3), ('', 4), (NULL, 5)",
                "CREATE SCHEMA \"S p\"",
                "CREATE TABLE \"S p\".t AS SELECT generate_series(1, 1000) i",
                "CREATE TABLE empty (a int)",
                "CREATE TABLE nocol ()",
                "INSERT INTO nocol DEFAULT VALUES",
                "INSERT INTO nocol DEFAULT VALUES",
                "SELECT lo_from_bytea(0, repeat('COPY', 10000)::bytea)",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\nSELECT '\nCOPY public.fake (a) FROM stdin;\n'\n$$");
    }

    private static Manifest manifest(Backup backup) throws IOException, ManifestProblem {
        return ManifestJson.read(Files.readAllBytes(backup.path().resolve(Manifest.FILE)), SealKey.NONE);
    }

    private static List<String> modes(Path... files) throws IOException {
        List<String> modes = new ArrayList<>();
        for (Path file : files) {
            modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        return modes;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
