package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;
import io.opsconductor.pulse.db.backup.archive.DatabaseNames;
import io.opsconductor.pulse.db.backup.archive.DumpKind;
import io.opsconductor.pulse.db.backup.archive.FirstBytes;
import io.opsconductor.pulse.db.backup.external.Proof.Identity;
import io.opsconductor.pulse.db.backup.file.DirectoryEntries;
import io.opsconductor.pulse.db.backup.file.FileChanges;
import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Backup.Lack;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Reads which dumps others have made, and what is known of each. Of their content only the first bytes are looked at. */
public final class ForeignStore {
    /** Why a dump does not count of which nothing bad is known. */
    private static final String UNREAD = "it was not read to its end yet";

    private ForeignStore() {}

    /**
     * Whatever fits the set's pattern.
     *
     * @throws PulseFailure (usage) when the directory is not there or cannot be read, (failed) when an object store cannot
     */
    public static List<Backup> list(BackupTarget target) {
        return list(target, ObjectStore::of);
    }

    /** @param opened opens the object store, where they are in one */
    static List<Backup> list(BackupTarget target, Function<CopyTarget, ObjectStore> opened) {
        if (target.isRemote()) {
            return ForeignObjects.list(target, opened);
        }
        Map<String, Proof> proofs = ProofStore.read(target);
        List<Backup> backups = new ArrayList<>();
        try {
            for (Path entry : DirectoryEntries.of(
                    target.root(), target.foreign().orElseThrow().pattern())) {
                if (!ProofStore.isOne(entry)) {
                    look(target, entry, proofs).ifPresent(backups::add);
                }
            }
            return backups;
        } catch (NoSuchFileException e) {
            throw PulseFailure.usage(
                    "the directory " + target.root() + " of the backup set " + target.set() + " is not there",
                    "mount the volume or correct " + target.variable("directory"));
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /** Empty for what went away meanwhile. */
    private static Optional<Backup> look(BackupTarget target, Path dump, Map<String, Proof> proofs) throws IOException {
        try {
            return Optional.of(backup(
                    target,
                    dump.getFileName().toString(),
                    dump,
                    identity(dump, target.seal().isKeyed()),
                    proofs,
                    () -> FirstBytes.of(dump)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Reads a dump's first bytes. */
    @FunctionalInterface
    interface Start {
        byte[] read() throws IOException;
    }

    /**
     * @param name by which it is known to the proofs
     * @param start asked where no proof tells more
     */
    static Backup backup(
            BackupTarget target, String name, Path dump, Identity identity, Map<String, Proof> proofs, Start start)
            throws IOException {
        Optional<Proof> proof = Optional.ofNullable(proofs.get(name))
                .filter(known -> known.identity().equals(identity));
        byte[] begins = proof.isPresent() ? new byte[0] : start.read();
        Optional<ArchiveHeader> header = kind(dump, begins).header(begins);
        // Its header was written before its end was: a later one is of a clock or time zone that is wrong, or forged.
        Optional<Instant> recoveryPoint = (proof.isPresent() ? proof.get().recoveryPoint() : told(target, dump, header))
                .map(time -> time.isAfter(identity.modified()) ? identity.modified() : time);
        Optional<String> problem = (proof.isPresent()
                        ? proof.get().doubtFor(target)
                        : DatabaseNames.problem(database(header), target.databases()))
                .map(PlainText::visible);
        return new Backup(
                target.set(),
                PlainText.visible(name),
                dump,
                recoveryPoint,
                identity.bytes(),
                Optional.empty(),
                Optional.empty(),
                proof.map(Proof::verifiedAt),
                Duration.ZERO,
                problem.or(() -> Optional.of(UNREAD).filter(unread -> proof.isEmpty())),
                lacks(target, proof, problem));
    }

    private static Lack lacks(BackupTarget target, Optional<Proof> proof, Optional<String> problem) {
        if (proof.isEmpty()) {
            return problem.isEmpty() ? Lack.PROOF : Lack.NOTHING;
        }
        return problem.isPresent() && proof.get().damageFor(target).isEmpty() ? Lack.TIME : Lack.NOTHING;
    }

    /** Told by an archive itself before it is read; none for other dumps. */
    private static Set<String> database(Optional<ArchiveHeader> header) {
        return header.map(ArchiveHeader::database)
                .filter(name -> !name.isEmpty())
                .map(Set::of)
                .orElse(Set.of());
    }

    /**
     * @param keyed the set has a seal key: then who may write its files may set the time of their content and no more
     * @throws IOException when it is not there
     */
    public static Identity identity(Path dump, boolean keyed) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(dump, BasicFileAttributes.class);
        long bytes = 0;
        Instant modified = attributes.lastModifiedTime().toInstant();
        List<Path> all = new ArrayList<>(List.of(dump));
        try (Stream<Path> files = Files.walk(dump.toRealPath())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                all.add(file);
                if (keyed && Files.isSymbolicLink(file)) {
                    all.add(file.toRealPath());
                }
                BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
                bytes += of.isRegularFile() ? of.size() : 0;
                Instant time = of.lastModifiedTime().toInstant();
                modified = time.isAfter(modified) ? time : modified;
            }
        }
        return new Identity(
                bytes,
                modified,
                keyed ? FileChanges.newest(all) : Optional.empty(),
                String.valueOf(attributes.fileKey()));
    }

    /** Told by the dump itself; compressed files are not unpacked for it. */
    private static Optional<Instant> told(BackupTarget target, Path dump, Optional<ArchiveHeader> header) {
        ZoneId zone = target.foreign().orElseThrow().zone();
        try {
            return BaseBackup.isOne(dump)
                    ? BaseBackup.started(dump, zone)
                    : header.map(known -> known.recoveryPoint(zone));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static DumpKind kind(Path dump, byte[] start) {
        if (BaseBackup.isOne(dump)) {
            return DumpKind.BASE_BACKUP;
        }
        DumpKind kind = DumpKind.of(start);
        return Files.isDirectory(dump) && kind == DumpKind.CUSTOM ? DumpKind.DIRECTORY : kind;
    }
}
