package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import io.opsconductor.pulse.db.backup.BackupProgress.Phase;
import io.opsconductor.pulse.db.backup.Manifest.StoredFile;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ClientPrograms;
import io.opsconductor.pulse.db.postgres.ClientTools;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes one backup: afterwards the set has one more verified backup, or is what it was before. */
@ApplicationScoped
@SuppressWarnings("try") // The lock and the tickers serve by being open.
class BackupTaker {
    static final String DUMP = "database.dump";

    private final ClientTools tools;

    BackupTaker(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * @return the new backup's directory
     * @throws PulseFailure saying why there is none
     */
    Path take(Database database, BackupTarget target, BackupProgress progress) {
        try (SetLock lock = SetLock.take(target)) {
            PartialBackup.sweep(target.path());
            return take(database, target, progress, System.nanoTime());
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow(
                    "the backup of the set " + target.set() + " was interrupted; nothing was kept", "take it again", e);
        } catch (IOException e) {
            throw FileFailure.writing(target, e);
        }
    }

    private Path take(Database database, BackupTarget target, BackupProgress progress, long start)
            throws IOException, InterruptedException {
        Source source = SourceCatalog.read(database);
        ClientPrograms programs = tools.forServer(source.serverMajor());
        try (PartialBackup partial = PartialBackup.create(target.path(), source.snapshotTime())) {
            Path dump = PrivateFiles.createFile(partial.directory().resolve(DUMP));
            try (Ticker ticker = new Ticker(progress, target.set(), Phase.DUMPING, () -> size(dump))) {
                PgDump.run(programs, database.url(), target, dump);
            }
            StoredFile file = checksummed(target, dump, progress);
            CopyRows counter = new CopyRows();
            SortedMap<String, Long> rows = rows(target, programs, dump, counter, progress);
            Manifest manifest = new Manifest(
                    target.set(),
                    source,
                    programs.version(),
                    List.of(file),
                    rows,
                    Optional.of(counter.contents()),
                    Duration.ofNanos(System.nanoTime() - start),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS));
            Files.write(
                    PrivateFiles.createFile(partial.directory().resolve(Manifest.FILE)), ManifestJson.write(manifest));
            return partial.finish();
        }
    }

    private static StoredFile checksummed(BackupTarget target, Path dump, BackupProgress progress) throws IOException {
        try (Ticker ticker = new Ticker(progress, target.set(), Phase.CHECKSUMMING, () -> size(dump))) {
            return new StoredFile(DUMP, Files.size(dump), Checksum.of(dump));
        }
    }

    private static SortedMap<String, Long> rows(
            BackupTarget target, ClientPrograms programs, Path dump, CopyRows counter, BackupProgress progress)
            throws InterruptedException {
        try (Ticker ticker = new Ticker(progress, target.set(), Phase.VERIFYING, counter::bytes)) {
            return ArchiveReader.rows(programs, dump, counter);
        }
    }

    /** For the progress only: a file that is not there yet has no bytes. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
