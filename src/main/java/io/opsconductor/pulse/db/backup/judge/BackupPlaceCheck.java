package io.opsconductor.pulse.db.backup.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.store.FreeSpace;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import jakarta.inject.Singleton;

/** Looks, before the first backup, at the place where it is to lie. */
@Singleton
public class BackupPlaceCheck extends PreflightCheck {
    private static final String DIRECTORY = "preflight.directory";
    private static final String SPACE = "preflight.space";
    private static final String VOLUME = "preflight.volume";

    /** As the system names kinds of file systems: those that end with the machine, and those that end with the container. */
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private static final Set<String> IN_LAYER = Set.of("overlay", "aufs");

    private static final String ELSEWHERE = "nfs|nfs4|cifs|smb3?|smbfs|ceph|glusterfs|lustre|9p|afs|beegfs";

    private final BackupSets sets;

    BackupPlaceCheck(BackupSets sets) {
        super(Set.of(PreflightTask.BACKUP), List.of(DIRECTORY, SPACE, VOLUME));
        this.sets = sets;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) throws IOException {
        long bytes = database.read(DatabaseSizeCatalog::bytes);
        List<Finding> findings = new ArrayList<>();
        for (BackupTarget target : sets.of(database)) {
            if (target.ours()) {
                findings.addAll(look(target, bytes));
            }
        }
        return findings.isEmpty()
                ? List.of(
                        Finding.ok(DIRECTORY, database.name(), "no set", "", "no backups are taken of it by pulse-db"))
                : findings;
    }

    private static List<Finding> look(BackupTarget target, long databaseBytes) throws IOException {
        try {
            SetDirectory.State state = SetDirectory.state(target);
            if (state == SetDirectory.State.NOT_THERE) {
                return List.of(directory(target, "not there", "the directory " + target.root() + " is not there")
                        .cure(Remedy.text("mount the volume, or correct " + target.variable("directory"))));
            }
            if (!Files.isWritable(state == SetDirectory.State.PRESENT ? target.path() : target.root())) {
                return List.of(directory(target, "not writable", "this process may not write into " + target.root())
                        .cure(Remedy.text("give it to the user that runs pulse-db; in Kubernetes fsGroup: 10001")));
            }
            return List.of(
                    present(target, state),
                    space(target, databaseBytes),
                    volume(target.set(), Files.getFileStore(target.root()).type()));
        } catch (PulseFailure failure) {
            return List.of(directory(target, "not usable", failure.getMessage()).cure(Remedy.text(failure.remedy())));
        }
    }

    private static Finding directory(BackupTarget target, String measured, String message) {
        return Finding.critical(DIRECTORY, target.set(), message)
                .measured(measured)
                .target("writable");
    }

    private static Finding present(BackupTarget target, SetDirectory.State state) {
        return state == SetDirectory.State.PRESENT
                ? Finding.ok(DIRECTORY, target.set(), "writable", "writable", target.path() + " is the set's directory")
                : Finding.warning(
                                DIRECTORY,
                                target.set(),
                                target.path() + " is not known as the set's directory yet: it is new, or its volume is"
                                        + " not mounted")
                        .measured("new")
                        .target("known")
                        .cure(Remedy.command("pulse-db backup take --init " + target.set())
                                .note("once the right volume is mounted"));
    }

    /**
     * Pure.
     *
     * @param type of the file system, such as {@code ext4}
     */
    static Finding volume(String set, String type) {
        if (IN_MEMORY.contains(type) || IN_LAYER.contains(type)) {
            return Finding.warning(
                            VOLUME,
                            set,
                            IN_MEMORY.contains(type)
                                    ? "it lies in memory: backups are gone when the machine restarts"
                                    : "it lies in the container's own layer: backups are gone with the container")
                    .measured(type)
                    .target("a volume of its own")
                    .cure(Remedy.text("mount a volume there; in Kubernetes a PersistentVolumeClaim"));
        }
        if (type.startsWith("fuse")) {
            return Finding.warning(
                            VOLUME,
                            set,
                            "a program stands in for the file system: whether what is flushed is kept, and a rename is"
                                    + " done at once, is up to it")
                    .measured(type)
                    .target("a volume of its own")
                    .cure(Remedy.text("take the first backup, then pulse-db backup verify; for object storage copy"
                            + " complete backups there"));
        }
        return Finding.ok(
                VOLUME,
                set,
                type,
                "a volume of its own",
                type.matches(ELSEWHERE) ? "a network file system" : "a file system of this machine");
    }

    /** What an uncompressed dump could take; one that compresses takes less. */
    private static Finding space(BackupTarget target, long databaseBytes) throws IOException {
        long free = FreeSpace.at(target.root());
        long least = FreeSpace.needed(OptionalLong.empty(), databaseBytes);
        String measured = Bytes.text(free) + " free";
        String wanted = "a database of " + Bytes.text(databaseBytes);
        if (free >= databaseBytes) {
            return Finding.ok(SPACE, target.set(), measured, wanted, "there is room for a dump");
        }
        String message = "there is room for less than the database takes up, indexes included: count on a dump of "
                + Bytes.text(least) + " to " + Bytes.text(databaseBytes);
        return (free < least
                        ? Finding.critical(SPACE, target.set(), message)
                        : Finding.warning(SPACE, target.set(), message))
                .measured(measured)
                .target(wanted)
                .cure(Remedy.text("free some, or set " + target.variable("directory") + " to a larger volume"));
    }
}
