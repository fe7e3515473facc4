package io.opsconductor.pulse.db.backup.restore;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.age.WrongKeyException;
import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.file.FileChanges;
import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Encryption;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.EncryptedContents;
import io.opsconductor.pulse.db.backup.store.FileChecksums;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.RecordFiles;
import io.opsconductor.pulse.db.backup.store.Source;
import io.opsconductor.pulse.db.backup.store.StoredFiles;
import io.opsconductor.pulse.db.backup.store.VerificationRecord;
import io.opsconductor.pulse.db.backup.take.Globals;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;

/** Opens a backup that was taken here, to be restored: what its manifest says has to come out. */
@ApplicationScoped
public class OwnRestorables {
    private final BackupSets sets;
    private final BackupSettings settings;
    private final ClientTools tools;

    public OwnRestorables(BackupSets sets, BackupSettings settings, ClientTools tools) {
        this.sets = sets;
        this.settings = settings;
        this.tools = tools;
    }

    /**
     * @param id the backup's; empty for the newest verified one
     * @throws PulseFailure (usage) when there is no such backup or directory; (failed) when it is not verified
     */
    Restorable find(BackupTarget target, Optional<String> id) throws InterruptedException {
        List<Backup> backups = BackupStore.list(target);
        Backup chosen = BackupChoice.of(target, backups, id);
        return opened(target, chosen, BackupChoice.passedOver(backups, chosen, id), Optional.empty());
    }

    /**
     * One that lies elsewhere than the others of its set.
     *
     * @param target its own directory need not be there
     * @param directory the backup's
     * @param place the name of the copy that it was brought from
     * @param took bringing it
     * @throws PulseFailure as {@link #find} does
     */
    Restorable at(BackupTarget target, Path directory, String place, Duration took) throws InterruptedException {
        try {
            Backup backup = BackupStore.backup(target, directory);
            if (!backup.verified()) {
                throw BackupChoice.unverified(backup, backup.problem().orElse(""));
            }
            Optional<Path> record = target.directory()
                    .map(own -> target.path())
                    .filter(Files::isDirectory)
                    .map(own -> own.resolve(RecordFiles.lastDrillOf(place)));
            return opened(target, backup, List.of(), Optional.of(new FromCopy(place, took, record)));
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    private Restorable opened(BackupTarget target, Backup chosen, List<String> passedOver, Optional<FromCopy> copy)
            throws InterruptedException {
        try {
            // What is put in its place from now on is not what is restored.
            OpenDirectory place = OpenDirectory.reading(chosen.path());
            try {
                return opened(target, chosen, place, passedOver, copy);
            } catch (IOException | ManifestProblem | InterruptedException | RuntimeException e) {
                place.close();
                throw e;
            }
        } catch (ManifestProblem e) {
            throw BackupChoice.unverified(chosen, e.getMessage());
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /** @param place stays open with what is returned, and with nothing else */
    private Restorable opened(
            BackupTarget target, Backup chosen, OpenDirectory place, List<String> passedOver, Optional<FromCopy> copy)
            throws IOException, ManifestProblem, InterruptedException {
        Manifest manifest = ManifestJson.read(place.path(), target.seal());
        Encryption encryption = sets.encryption(target);
        Optional<AgeKey> key = manifest.isEncrypted()
                ? Optional.of(encryption.required(chosen.id(), manifest.encryptedTo()))
                : Optional.empty();
        return restorable(
                target, chosen, place, whole(manifest, place, chosen, encryption, key), key, passedOver, copy);
    }

    private static Manifest whole(
            Manifest manifest, OpenDirectory place, Backup chosen, Encryption encryption, Optional<AgeKey> key)
            throws IOException, ManifestProblem {
        try {
            return EncryptedContents.open(manifest, place.path(), key);
        } catch (WrongKeyException e) {
            if (key.orElseThrow().belongsToOneOf(manifest.encryptedTo())) {
                throw new ManifestProblem(e.getMessage());
            }
            throw encryption.wrongKey(chosen.id(), manifest.encryptedTo());
        }
    }

    /**
     * Reads every file for its checksum, and then the table of contents. What is not as it was written is remembered as
     * bad beside the backup.
     *
     * @throws PulseFailure (failed) when a file is not what was written, or cannot be read
     */
    ArchiveToc intact(Restorable backup) throws InterruptedException {
        Path directory = backup.archive().path().getParent();
        long start = System.nanoTime();
        try {
            Manifest manifest = ManifestJson.read(directory, backup.seal());
            guard(backup, directory, manifest);
            Optional<String> problem = FileChecksums.difference(directory, manifest);
            if (problem.isPresent()) {
                remember(backup, directory, problem, Duration.ofNanos(System.nanoTime() - start));
                throw BackupChoice.unverified(backup.backup(), problem.get());
            }
            ArchiveToc toc = backup.archive().toc();
            backup.archive().requireUnchanged();
            return toc;
        } catch (ManifestProblem e) {
            throw BackupChoice.unverified(backup.backup(), e.getMessage());
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("while checksums were compared");
        } catch (IOException e) {
            throw BackupChoice.unverified(backup.backup(), "it cannot be read: " + FileFailure.reason(e));
        }
    }

    /** As a seal with a key demands: others may write there. */
    private static void guard(Restorable backup, Path directory, Manifest manifest) throws IOException {
        if (backup.seal().isKeyed()) {
            List<Path> files = manifest.files().stream()
                    .map(file -> directory.resolve(file.name()))
                    .toList();
            Optional<Instant> before = FileChanges.newest(files);
            backup.archive().guard(() -> FileChanges.newest(files).equals(before));
        }
    }

    /** @param directory as it was read, whatever stands under its name by now */
    private static void remember(Restorable backup, Path directory, Optional<String> problem, Duration took) {
        try {
            VerificationRecord.write(
                    directory,
                    new Verification(
                            Instant.now().truncatedTo(ChronoUnit.MILLIS), problem, StoredFiles.bytes(directory), took),
                    backup.seal());
        } catch (IOException e) {
            // It is told in any case; a volume that cannot be written is no reason to restore it.
        }
    }

    private Restorable restorable(
            BackupTarget target,
            Backup backup,
            OpenDirectory place,
            Manifest manifest,
            Optional<AgeKey> key,
            List<String> passedOver,
            Optional<FromCopy> copy)
            throws InterruptedException {
        Source source = manifest.source();
        return new Restorable(
                backup,
                Archive.in(place, manifest.path(Path.of(""), Manifest.DUMP).toString(), key),
                Optional.of(manifest.path(place.path(), Globals.FILE)).filter(SmallFile::isRegular),
                tools.forServer(ClientPrograms.major(manifest.pgDumpVersion())),
                source.database(),
                source.timescale().map(Source.Timescale::version),
                source.timescale().map(Source.Timescale::edition),
                source.schemaVersion(),
                source.powerful(),
                source.bytes(),
                manifest.rows(),
                manifest.contents(),
                settings.byName().get(target.set()).rto(),
                passedOver,
                target.seal(),
                Optional.empty(),
                copy);
    }
}
