package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.external.ForeignReader;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.restore.ForeignRestorables;
import io.opsconductor.pulse.db.backup.restore.OwnRestorables;
import io.opsconductor.pulse.db.backup.restore.Restorables;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** This room wired up for tests of other rooms: one set {@code daily} in a directory. */
public final class BackupRoom {
    public static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    private BackupRoom() {}

    public static Backup take(Path directory, TestDatabase test) {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            return backups(directory).take(database, "daily", BackupProgress.NONE);
        }
    }

    public static Backups backups(Path directory) {
        return Sets.daily(directory, PROGRAMS);
    }

    public static BackupSettings settings(Path directory, Optional<Duration> rto) {
        Map<String, BackupSettings.BackupSet> sets = Map.of(
                "daily", new Sets.Configured(true, Optional.of(directory), Optional.of(Duration.ofHours(24)), rto));
        return () -> sets;
    }

    /** @param programs where pg_restore is, which may be another one than pg_dump's */
    public static Restorables restorables(Path directory, Path programs, Optional<Duration> rto) {
        BackupSettings settings = settings(directory, rto);
        ClientTools tools = new ClientTools(Optional.of(programs), List.of(), false);
        ForeignReader reader = new ForeignReader(tools);
        BackupSets sets = Sets.of(settings.byName());
        return new Restorables(
                sets,
                new OwnRestorables(sets, settings, tools),
                new ForeignRestorables(settings, tools, new ForeignVerifier(reader, rows -> Optional.empty())));
    }

    /** A backup of the set {@code daily} as a list shows it. */
    public static Backup verified(Path path) {
        return new Backup(
                "daily",
                path.getFileName().toString(),
                path,
                Optional.of(Instant.EPOCH),
                1,
                Optional.of(Duration.ZERO),
                Optional.of(Duration.ZERO),
                Optional.of(Instant.EPOCH),
                Duration.ZERO,
                Optional.empty(),
                Backup.Lack.NOTHING);
    }

    /** A backup of the set {@code daily} in another place, with what marks that as its place. */
    public static Path copy(Backup backup, Path root) throws IOException {
        Files.createDirectories(root);
        SetDirectory.init(Sets.daily(root));
        Path copy = Files.createDirectories(root.resolve("daily").resolve(backup.id()));
        for (String name : List.of("database.dump", "globals.sql", Manifest.FILE)) {
            if (Files.exists(backup.path().resolve(name))) {
                Files.copy(backup.path().resolve(name), copy.resolve(name));
            }
        }
        return copy;
    }

    /** As rotation does. */
    public static void remove(Backup backup) throws IOException {
        PrivateFiles.delete(backup.path());
    }

    /** Makes a backup's manifest, seal included, say another number of rows of a table. */
    public static void falsify(Backup backup, String table, long rows) throws IOException, ManifestProblem {
        Path file = backup.path().resolve(Manifest.FILE);
        Manifest manifest = ManifestJson.read(Files.readAllBytes(file), SealKey.NONE);
        Map<String, Long> others = new TreeMap<>(manifest.rows());
        others.put(table, rows);
        Files.write(
                file,
                ManifestJson.write(
                        new Manifest(
                                manifest.set(),
                                manifest.source(),
                                manifest.pgDumpVersion(),
                                manifest.files(),
                                others,
                                manifest.contents(),
                                manifest.took(),
                                manifest.dumped(),
                                manifest.verifiedAt(),
                                manifest.changed(),
                                manifest.noGlobals(),
                                List.of()),
                        SealKey.NONE));
    }
}
