package io.opsconductor.pulse.db.backup.take;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.age.WrongKeyException;
import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.archive.ArchiveReader;
import io.opsconductor.pulse.db.backup.archive.CopyRows;
import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupProgress.Phase;
import io.opsconductor.pulse.db.backup.set.Encryption;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.set.Verification.How;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.EncryptedContents;
import io.opsconductor.pulse.db.backup.store.FileChecksums;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.StoredFiles;
import io.opsconductor.pulse.db.backup.store.VerificationRecord;
import io.opsconductor.pulse.db.backup.store.VerificationRecord.Unread;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.ParallelTask;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;

/** Proves a backup once more, by every byte of it. Takes as long as reading it takes. */
@ApplicationScoped
@SuppressWarnings("try") // The tickers serve by being open.
public class BackupVerifier {
    private final ClientTools tools;

    public BackupVerifier(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * Checksums and rows are read side by side, and what the checksums say goes first: pg_restore was seen to run forever
     * on an archive with one bit changed.
     *
     * <p>An encrypted one whose identity is not at hand is proved by its checksums: they are those of what was read to its
     * end when it was taken.
     *
     * <p>Its directory is held: what is put in its place meanwhile is neither read nor taken for verified.
     *
     * @param encryption what opens it
     * @return the result, recorded beside it where that can be written
     * @throws PulseFailure (usage) when it cannot be looked at from here: that says nothing about the backup
     */
    public Verification verify(Backup backup, SealKey key, Encryption encryption, Instant now, BackupProgress progress)
            throws InterruptedException {
        long start = System.nanoTime();
        try (OpenDirectory place = OpenDirectory.reading(backup.path())) {
            Path directory = place.path();
            Optional<Unread> unread = VerificationRecord.unread(directory, key);
            long bytes = StoredFiles.bytes(directory);
            Proved proved = proved(backup, directory, key, encryption, progress);
            Verification verification = new Verification(
                    now,
                    proved.problem().map(OpenDirectory::named),
                    bytes,
                    Duration.ofNanos(System.nanoTime() - start),
                    proved.how());
            record(backup, directory, verification, unread, key, progress);
            return verification;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw unreadable(backup, e);
        }
    }

    private static void record(
            Backup backup,
            Path directory,
            Verification verification,
            Optional<Unread> unread,
            SealKey key,
            BackupProgress progress) {
        try {
            VerificationRecord.write(directory, verification, unread, key);
        } catch (IOException e) {
            progress.warned(
                    backup.set(),
                    "the verification of " + backup.id() + " could not be recorded: " + FileFailure.reason(e));
        }
    }

    private record Proved(Optional<String> problem, How how) {}

    private Proved proved(Backup backup, Path directory, SealKey key, Encryption encryption, BackupProgress progress)
            throws InterruptedException {
        try {
            Manifest manifest = ManifestJson.read(directory, key);
            Optional<String> problem =
                    BackupStore.problem(backup.set(), directory, manifest).or(() -> foreign(directory, manifest));
            if (problem.isPresent()) {
                return new Proved(problem, How.READ);
            }
            Path dump = manifest.path(directory, Manifest.DUMP);
            encryption
                    .unlike(manifest.encryptedTo())
                    .ifPresent(reason -> progress.warned(backup.set(), "backup " + backup.id() + reason));
            Optional<AgeKey> identities =
                    manifest.isEncrypted() ? encryption.fitting(dump, manifest.encryptedTo(), key) : Optional.empty();
            if (manifest.isEncrypted() && identities.isEmpty()) {
                progress.noted(
                        backup.set(),
                        backup.id() + " is encrypted, and no identity at hand opens it: its checksums are compared");
                return new Proved(FileChecksums.difference(directory, manifest), How.CHECKSUM);
            }
            return new Proved(differentContent(backup, directory, manifest, identities, progress), How.READ);
        } catch (ManifestProblem e) {
            return new Proved(Optional.of(e.getMessage()), How.READ);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (WrongKeyException e) {
            return new Proved(
                    Optional.of(e.getMessage()
                            + ", though one is that of its recipients or of encrypt-to's: another file was"
                            + " put there, or the identity of an older recipient is missing"),
                    How.READ);
        } catch (IOException e) {
            return new Proved(Optional.of(reason(backup, directory, e)), How.READ);
        }
    }

    /** A volume that went away, or a missing right, is no property of the backup. */
    private static String reason(Backup backup, Path directory, IOException problem) {
        if (problem instanceof AccessDeniedException || !Files.isDirectory(directory)) {
            throw unreadable(backup, problem);
        }
        boolean noManifest = problem instanceof NoSuchFileException missing
                && missing.getFile().endsWith(Manifest.FILE);
        return noManifest ? "it has no manifest" : "it cannot be read: " + FileFailure.reason(problem);
    }

    private static PulseFailure unreadable(Backup backup, IOException problem) {
        return new PulseFailure(
                ExitCode.USAGE,
                "the backup " + backup.path() + " cannot be read: " + FileFailure.reason(problem),
                "mount the volume, and read it as the user that wrote it",
                problem);
    }

    private static Optional<String> foreign(Path directory, Manifest manifest) {
        Set<String> known = manifest.files().stream().map(StoredFile::name).collect(Collectors.toSet());
        try {
            return StoredFiles.foreign(directory, known)
                    .map(name -> "unexpected file " + name + ": not listed in the manifest");
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + FileFailure.reason(e));
        }
    }

    private Optional<String> differentContent(
            Backup backup, Path directory, Manifest manifest, Optional<AgeKey> identities, BackupProgress progress)
            throws IOException, InterruptedException {
        CopyRows counter = new CopyRows();
        try (ProgressReporter ticker = new ProgressReporter(
                        progress, backup.set(), Phase.VERIFYING, counter::bytes, OptionalLong.empty());
                ParallelTask<Optional<String>> reading = new ParallelTask<>(
                        "read " + backup.id(), () -> differentRows(directory, manifest, identities, counter))) {
            Optional<String> difference = FileChecksums.difference(directory, manifest);
            if (difference.isEmpty() && identities.isPresent()) {
                difference = FileChecksums.plainDifference(directory, manifest, identities.get());
            }
            return difference.isPresent() ? difference : reading.result();
        }
    }

    private Optional<String> differentRows(Path directory, Manifest head, Optional<AgeKey> identities, CopyRows counter)
            throws IOException, InterruptedException {
        Manifest manifest;
        try {
            manifest = EncryptedContents.open(head, directory, identities);
        } catch (ManifestProblem e) {
            return Optional.of(e.getMessage());
        }
        ClientPrograms programs = tools.forServer(ClientPrograms.major(manifest.pgDumpVersion()));
        Archive archive = new Archive(head.path(directory, Manifest.DUMP), identities);
        return ArchiveReader.problem(programs, archive, counter)
                .or(() -> counter.rows().equals(manifest.rows())
                        ? Optional.empty()
                        : Optional.of("its tables or their numbers of rows are not those of its manifest"))
                .or(counter::hypertableProblem);
    }
}
