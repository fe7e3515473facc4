package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.Source;

/** Backups on disk as {@code backup take} leaves them, but for the dump itself, which is five bytes that no one reads. */
public final class Stored {
    private Stored() {}

    /** Taken on a host whose clock agrees with the database's. */
    public static Path backup(Path directory, String set, String name, Instant snapshotTime) throws IOException {
        return backup(directory, set, name, snapshotTime, Duration.ZERO);
    }

    /** @param clockAhead by how much the database's clock is ahead of the host's */
    public static Path backup(Path directory, String set, String name, Instant snapshotTime, Duration clockAhead)
            throws IOException {
        Path backup = Files.createDirectories(directory.resolve("daily").resolve(name));
        write(backup, set, snapshotTime, clockAhead, "12345");
        return backup;
    }

    /** Ten times the size of the others, and as well proved. */
    public static Path large(Path directory, String name, Instant snapshotTime) throws IOException {
        Path backup = Files.createDirectories(directory.resolve("daily").resolve(name));
        write(backup, "daily", snapshotTime, Duration.ZERO, "1234567890".repeat(5));
        return backup;
    }

    /** Half an hour until it was verified, of which pg_dump ran that long. */
    public static Path dumped(Path directory, String name, Instant snapshotTime, Optional<Duration> dumped)
            throws IOException {
        Path backup = backup(directory, "daily", name, snapshotTime);
        Duration took = Duration.ofMinutes(30);
        try {
            Manifest manifest = ManifestJson.read(Files.readAllBytes(backup.resolve("manifest.json")), SealKey.NONE);
            Files.write(
                    backup.resolve("manifest.json"),
                    ManifestJson.write(
                            new Manifest(
                                    manifest.set(),
                                    manifest.source(),
                                    manifest.pgDumpVersion(),
                                    manifest.files(),
                                    manifest.rows(),
                                    manifest.contents(),
                                    took,
                                    dumped,
                                    snapshotTime.plus(took),
                                    Optional.empty(),
                                    manifest.noGlobals(),
                                    List.of()),
                            SealKey.NONE));
            return backup;
        } catch (ManifestProblem e) {
            throw new IOException(e);
        }
    }

    private static void write(Path backup, String set, Instant snapshotTime, Duration clockAhead, String dump)
            throws IOException {
        Files.writeString(backup.resolve("database.dump"), dump);
        Source source = source("x", snapshotTime, "17.5");
        StoredFile file =
                new StoredFile("database.dump", dump.length(), Checksum.of(dump.getBytes(StandardCharsets.US_ASCII)));
        Duration took = Duration.ofSeconds(30);
        Files.write(
                backup.resolve("manifest.json"),
                ManifestJson.write(
                        manifest(
                                set,
                                source,
                                List.of(file),
                                took,
                                snapshotTime.plus(took).minus(clockAhead)),
                        SealKey.NONE));
    }

    /** Without TimescaleDB, of unknown size. */
    public static Source source(String database, Instant snapshotTime, String version) {
        return new Source(
                database,
                snapshotTime,
                Optional.empty(),
                version,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    /** Of an empty database, as a pulse-db of long ago wrote it. */
    public static Manifest manifest(
            String set, Source source, List<StoredFile> files, Duration took, Instant verifiedAt) {
        return new Manifest(
                set,
                source,
                "17.5",
                files,
                Map.of(),
                Optional.empty(),
                took,
                Optional.empty(),
                verifiedAt,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
