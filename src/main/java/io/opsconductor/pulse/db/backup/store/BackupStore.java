package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.opsconductor.pulse.db.backup.archive.DatabaseNames;
import io.opsconductor.pulse.db.backup.file.DirectoryEntries;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Reads what lies in a set's directory. Looks at names, sizes and manifests only, never at a dump's content. */
public final class BackupStore {
    private BackupStore() {}

    /**
     * Every backup of the set, what cannot be counted on included; unfinished ones are left out.
     *
     * @return empty only where a marker says that this is the set's directory
     * @throws PulseFailure (usage) when there is no directory to look into, or one of which it is unknown whether its
     *     volume is mounted: that is not the same as no backup
     */
    public static List<Backup> list(BackupTarget target) {
        try {
            SetDirectory.State state = SetDirectory.state(target);
            if (state == SetDirectory.State.NOT_THERE) {
                throw PulseFailure.usage(
                        "the directory " + target.root() + " of the backup set " + target.set() + " is not there",
                        "mount the volume or correct " + target.variable("directory") + "; " + first(target));
            }
            List<Backup> backups = Files.exists(target.path()) ? read(target) : List.of();
            if (backups.isEmpty() && state == SetDirectory.State.EMPTY_NEW) {
                throw PulseFailure.usage(
                        "in " + target.path() + " is nothing that marks it as the directory of the backup set "
                                + target.set() + ": no backup was ever taken, or its volume is not mounted",
                        "mount the volume; " + first(target));
            }
            return backups;
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    private static String first(BackupTarget target) {
        return "for the first backup, pulse-db backup take --init " + target.set();
    }

    private static List<Backup> read(BackupTarget target) throws IOException {
        List<Backup> backups = new ArrayList<>();
        for (Path entry : DirectoryEntries.of(target.path())) {
            if (PartialBackup.isPartial(entry) || isForeign(entry) || !Files.isDirectory(entry)) {
                continue;
            }
            Backup backup = backup(target, entry);
            // A link leads to a backup of this set that was moved, or a run would write its marks and verdicts into
            // whatever else it leads to, as another set's backup.
            if (!Files.isSymbolicLink(entry) || backup.snapshotTime().isPresent()) {
                backups.add(backup);
            }
        }
        return backups;
    }

    /** What file systems keep for themselves: snapshots under a hidden name, and what a repair found. */
    private static boolean isForeign(Path directory) {
        String name = directory.getFileName().toString();
        return name.startsWith(".") || name.equals("lost+found");
    }

    /** One backup, as far as its manifest can be believed. */
    public static Backup backup(BackupTarget target, Path directory) throws IOException {
        try {
            Manifest manifest = ManifestJson.read(directory, target.seal());
            Optional<String> other = manifest.foreign(target.set())
                    .or(() -> target.seal().isKeyed()
                            ? BackupId.problem(
                                    directory.getFileName().toString(),
                                    manifest.source().snapshotTime())
                            : Optional.empty());
            if (other.isPresent()) {
                return unproved(target, directory, other.get(), Backup.Lack.NOTHING);
            }
            Optional<Verification> last = VerificationRecord.read(directory, target.seal());
            Optional<String> broken = problem(target.set(), directory, manifest);
            Optional<String> others = otherDatabase(target, directory, manifest);
            return new Backup(
                    target.set(),
                    PlainText.visible(directory.getFileName().toString()),
                    directory,
                    Optional.of(manifest.source().snapshotTime()),
                    StoredFiles.bytes(directory),
                    Optional.of(manifest.took()),
                    manifest.dumped().or(() -> Optional.of(manifest.took())),
                    Optional.of(last.map(Verification::time).orElse(manifest.verifiedAt())),
                    clockAhead(manifest),
                    broken.or(() -> others)
                            .or(() -> last.flatMap(Verification::problem))
                            .map(PlainText::visible),
                    others.isPresent() ? Backup.Lack.DATABASE : Backup.Lack.NOTHING,
                    manifest.encryptedTo(),
                    target.seal().isKeyed() && VerificationRecord.isOutdated(directory, manifest, last, target.seal())
                            ? Verification.How.OUTDATED
                            : last.map(Verification::how).orElse(Verification.How.READ));
        } catch (NoSuchFileException e) {
            return unproved(target, directory, "it has no manifest", Backup.Lack.NOTHING);
        } catch (ManifestProblem e) {
            return unproved(target, directory, e.getMessage(), e.lack());
        } catch (IOException e) {
            return unproved(
                    target, directory, "its manifest cannot be read: " + FileFailure.reason(e), Backup.Lack.NOTHING);
        }
    }

    /** By the host's clock the run had begun just before the database told its time. */
    private static Duration clockAhead(Manifest manifest) {
        return Duration.between(
                manifest.verifiedAt().minus(manifest.took()),
                manifest.source().serverTime().orElse(manifest.source().snapshotTime()));
    }

    /** What is wrong with a backup as far as names and sizes tell. */
    public static Optional<String> problem(String set, Path directory, Manifest manifest) throws IOException {
        Optional<String> foreign = manifest.foreign(set);
        if (foreign.isPresent()) {
            return foreign;
        }
        for (StoredFile file : manifest.files()) {
            Path path = directory.resolve(file.name());
            if (!SmallFile.isRegular(path)) {
                return Optional.of(file.name() + " is missing");
            }
            if (!path.toRealPath().equals(directory.toRealPath().resolve(file.name()))) {
                return Optional.of(file.name() + " lies behind a symbolic link");
            }
            if (Files.size(path) != file.bytes()) {
                return Optional.of(file.name() + " has " + Files.size(path) + " bytes instead of " + file.bytes());
            }
        }
        return ArchiveAge.problem(
                directory.resolve(Manifest.DUMP), manifest.source().snapshotTime());
    }

    /**
     * A backup of another database in the set's directory counts for that one only. Behind a pooler, the archive has the
     * name by which the database was reached, and the manifest the one that it has.
     */
    static Optional<String> otherDatabase(BackupTarget target, Path directory, Manifest manifest) {
        Set<String> names = new TreeSet<>(Set.of(manifest.source().database()));
        if (DatabaseNames.problem(names, target.databases()).isPresent()) {
            DatabaseNames.inHeader(directory.resolve(Manifest.DUMP)).ifPresent(names::add);
        }
        return DatabaseNames.problem(names, target.databases()).isEmpty()
                ? Optional.empty()
                : Optional.of(DatabaseNames.others(Set.of(manifest.source().database()), target.databases()));
    }

    private static Backup unproved(BackupTarget target, Path directory, String problem, Backup.Lack lack) {
        return new Backup(
                target.set(),
                PlainText.visible(directory.getFileName().toString()),
                directory,
                Optional.empty(),
                StoredFiles.bytes(directory),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.of(PlainText.visible(problem)),
                lack);
    }
}
