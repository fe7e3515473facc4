package io.opsconductor.pulse.db.backup.take;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

import io.opsconductor.pulse.db.backup.archive.ArchiveReader;
import io.opsconductor.pulse.db.backup.archive.CopyRows;
import io.opsconductor.pulse.db.backup.file.FileChanges;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupProgress.Phase;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.DumpOptions;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.store.BackupFiles;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.EncryptedContents;
import io.opsconductor.pulse.db.backup.store.FreeSpace;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.PartialBackup;
import io.opsconductor.pulse.db.backup.store.Rotator;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.backup.store.SetLock;
import io.opsconductor.pulse.db.backup.store.SetSessionLock;
import io.opsconductor.pulse.db.backup.store.Source;
import io.opsconductor.pulse.db.backup.store.StoredFiles;
import io.opsconductor.pulse.db.backup.store.VerificationRecord;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.ParallelTask;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes one backup: afterwards the set has one more verified backup, or is what it was before. */
@ApplicationScoped
@SuppressWarnings("try") // The lock and the tickers serve by being open.
public class BackupTaker {
    private final ClientTools tools;

    public BackupTaker(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * @return the new backup's directory
     * @throws PulseFailure saying why no backup was made
     */
    public Path take(Database database, BackupTarget target, DumpOptions options, BackupProgress progress) {
        SetDirectory.requirePresent(target);
        try (SetLock lock = SetLock.take(target);
                SetSessionLock everywhere = SetSessionLock.take(database, target)) {
            PartialBackup.sweep(target.path());
            return take(new Taking(database, target, options, progress), System.nanoTime());
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow(
                    "the backup of the set " + target.set() + " was interrupted; nothing was kept", "take it again", e);
        } catch (IOException e) {
            throw FileFailure.writing(target, e);
        }
    }

    /** What is wanted of one run. */
    private record Taking(Database database, BackupTarget target, DumpOptions options, BackupProgress progress) {
        ProgressReporter ticker(Phase phase, LongSupplier bytes, OptionalLong expected) {
            return new ProgressReporter(progress, target.set(), phase, bytes, expected);
        }
    }

    private Path take(Taking taking, long start) throws IOException, InterruptedException {
        long snapshot = System.nanoTime();
        try (SourceCatalog catalog = SourceCatalog.read(taking.database(), why -> taking.progress()
                .warned(taking.target().set(), "the backup is of an unknown schema version: " + why))) {
            return take(taking, catalog, start, snapshot);
        }
    }

    private Path take(Taking taking, SourceCatalog catalog, long start, long snapshot)
            throws IOException, InterruptedException {
        BackupTarget target = taking.target();
        SourceCatalog.Found found = catalog.found();
        Source source = found.source();
        source.serverTime().ifPresent(clock -> taking.progress()
                .noted(
                        target.set(),
                        "the server is a standby: the last transaction it has replayed is "
                                + Durations.text(Duration.between(source.snapshotTime(), clock)) + " old"));
        ClientPrograms programs = tools.forDump(source.serverMajor());
        List<String> chosen = new ArrayList<>(
                Compression.arguments(programs, target, taking.options().compression()));
        chosen.addAll(DumpEncoding.arguments(found.encoding()));
        found.snapshot().ifPresent(name -> chosen.add("--snapshot=" + name));
        OptionalLong newest = newestBytes(target);
        makeRoom(taking, FreeSpace.needed(newest, source.bytes().orElse(0)));
        try (PartialBackup partial = PartialBackup.create(target.path(), source.snapshotTime())) {
            BackupFiles files =
                    new BackupFiles(partial.directory(), taking.options().recipients());
            try (ProgressReporter ticker =
                    taking.ticker(Phase.DUMPING, () -> StoredFiles.bytes(partial.directory()), newest)) {
                PgDump.run(programs, taking.database().url(), target, taking.options(), chosen, files);
            }
            // Reading takes a while, in which the server is to clean up again.
            catalog.close();
            Duration dumped = Duration.ofNanos(System.nanoTime() - snapshot);
            Optional<String> noGlobals =
                    Globals.write(programs, taking.database().url(), files);
            noGlobals.ifPresent(
                    reason -> taking.progress().noted(target.set(), "roles are not in the backup: " + reason));
            CopyRows counter = new CopyRows();
            for (Path file : files.present()) {
                PrivateFiles.restrict(file);
            }
            Optional<Instant> unread = FileChanges.newest(files.present());
            List<StoredFile> stored = read(taking, programs, files, counter);
            boolean still = FileChanges.newest(files.present()).equals(unread);
            Manifest read = new Manifest(
                    target.set(),
                    source,
                    programs.version(),
                    stored,
                    counter.rows(),
                    Optional.of(counter.contents()),
                    Duration.ofNanos(System.nanoTime() - start),
                    Optional.of(dumped),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    Optional.empty(),
                    noGlobals,
                    files.encryptedTo());
            Manifest written = EncryptedContents.write(files, read);
            // Of what was changed while it was read, the time before that.
            // It is not that of the files, so that they have to be read again.
            Manifest manifest = written.changed(still ? FileChanges.newest(files.present()) : unread);
            Files.write(
                    PrivateFiles.createFile(partial.directory().resolve(Manifest.FILE)),
                    ManifestJson.write(manifest, target.seal()));
            Optional<String> problem = counter.hypertableProblem();
            if (problem.isPresent()) {
                // It is kept, for it is what can be had; but it is no recovery point, and says so.
                long bytes = StoredFiles.bytes(partial.directory());
                VerificationRecord.write(
                        partial.directory(),
                        new Verification(manifest.verifiedAt(), problem, bytes, manifest.took()),
                        target.seal());
            }
            return partial.finish();
        }
    }

    /** Rotation keeps the newest verified backup and the minimum of copies, so it may go before the dump as well as after. */
    private static void makeRoom(Taking taking, long needed) throws IOException {
        BackupTarget target = taking.target();
        if (FreeSpace.isShort(target, needed) && !target.rotation().keepsAll()) {
            Rotation rotation = Rotator.rotateHoldingLock(target);
            taking.progress()
                    .noted(
                            target.set(),
                            rotation.count(Rotation.Fate.REMOVED) == 0
                                    ? "space is short, and rotation has nothing to remove"
                                    : "space is short: rotation removed "
                                            + Counted.of(rotation.count(Rotation.Fate.REMOVED), "backup") + " first");
            rotation.failures().forEach(failure -> taking.progress().warned(target.set(), failure.getMessage()));
        }
        FreeSpace.require(target, needed);
    }

    private static OptionalLong newestBytes(BackupTarget target) {
        return BackupStore.list(target).stream()
                .filter(backup -> backup.verified() && backup.snapshotTime().isPresent())
                .max(Comparator.comparing(backup -> backup.snapshotTime().orElseThrow()))
                .map(backup -> OptionalLong.of(backup.bytes()))
                .orElse(OptionalLong.empty());
    }

    /**
     * Reads the dump to its end, and beside that every file for its checksum: the disk is read once, and two cores work.
     *
     * @param counter holds the rows afterwards
     */
    private static List<StoredFile> read(Taking taking, ClientPrograms programs, BackupFiles files, CopyRows counter)
            throws IOException, InterruptedException {
        try (ProgressReporter ticker = taking.ticker(Phase.VERIFYING, counter::bytes, OptionalLong.empty());
                ParallelTask<Optional<String>> reading = new ParallelTask<>(
                        "read " + files.directory(),
                        () -> ArchiveReader.problem(programs, files.archive(Manifest.DUMP), counter))) {
            List<StoredFile> stored = files.read();
            reading.result().ifPresent(problem -> {
                throw PulseFailure.failed(problem, "take the backup again; if it happens twice, check the disk", null);
            });
            return stored;
        }
    }
}
