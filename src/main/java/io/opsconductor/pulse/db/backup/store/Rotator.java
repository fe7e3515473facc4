package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.file.DirectoryEntries;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.backup.set.Rotation.Step;
import io.opsconductor.pulse.db.backup.store.RotationPlan.Entry;
import io.opsconductor.pulse.db.failure.PulseFailure;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Removes the backups that no rule keeps. Each is renamed first, so that one of which only a part could be removed is
 * never taken for a backup; one that cannot be removed keeps no other from going.
 */
@ApplicationScoped
@SuppressWarnings("try") // The locks serve by being open.
public class Rotator {
    /** Hidden, so that no reader takes it for a backup. */
    private static final String REMOVED_NAME = ".%s.removed";

    private final BackupSets sets;

    Rotator(BackupSets sets) {
        this.sets = sets;
    }

    /**
     * What a rotation would do now; changes nothing.
     *
     * @throws PulseFailure (usage) for an unknown set and for a directory that is not there or cannot be read
     */
    public Rotation plan(String set) {
        BackupTarget target = sets.findOurs(set);
        return new Rotation(
                set,
                plan(target).entries().stream()
                        .map(entry ->
                                new Step(entry.backup(), entry.remove() ? Fate.TO_REMOVE : Fate.KEPT, entry.reason()))
                        .toList(),
                List.of());
    }

    /**
     * Removes what the plan says.
     *
     * @throws PulseFailure as {@link #plan} does, and (not now) while a backup of the set is being taken
     */
    public Rotation rotate(String set) {
        Rotation plan = plan(set);
        BackupTarget target = sets.findOurs(set);
        if (target.rotation().keepsAll()) {
            return plan;
        }
        try (SetLock lock = SetLock.take(target)) {
            return rotateHoldingLock(target);
        }
    }

    /** The same for who holds the set's lock already. */
    public static Rotation rotateHoldingLock(BackupTarget target) {
        List<Step> steps = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        sweep(target).ifPresent(failures::add);
        for (Entry entry : plan(target).entries()) {
            Step step = new Step(entry.backup(), Fate.KEPT, entry.reason());
            if (entry.remove()) {
                try {
                    step = remove(entry);
                } catch (IOException e) {
                    failures.add(failure(target, entry.backup().id(), e));
                    step = new Step(entry.backup(), Fate.FAILED, FileFailure.reason(e));
                }
            }
            steps.add(step);
        }
        return new Rotation(target.set(), List.copyOf(steps), List.copyOf(failures));
    }

    private static RotationPlan plan(BackupTarget target) {
        return RotationPlan.of(target.rotation(), BackupStore.list(target), Instant.now());
    }

    private static Step remove(Entry entry) throws IOException {
        Path path = entry.backup().path();
        Path removed = path.resolveSibling(REMOVED_NAME.formatted(path.getFileName()));
        Optional<BackupInUse> alone = BackupInUse.removing(path);
        if (alone.isEmpty()) {
            return new Step(entry.backup(), Fate.KEPT, "it is being read; the next rotation removes it");
        }
        try (BackupInUse mark = alone.get()) {
            Files.move(path, removed, StandardCopyOption.ATOMIC_MOVE);
        }
        PrivateFiles.delete(removed);
        return new Step(entry.backup(), Fate.REMOVED, entry.reason());
    }

    /** What a rotation left that was killed, or could not remove all of a backup. */
    private static Optional<PulseFailure> sweep(BackupTarget target) {
        try {
            for (Path leftover : DirectoryEntries.of(target.path(), REMOVED_NAME.formatted("*"))) {
                PrivateFiles.delete(leftover);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(failure(target, "left by an earlier rotation", e));
        }
    }

    private static PulseFailure failure(BackupTarget target, String what, IOException problem) {
        return PulseFailure.failed(
                "the backup " + what + " of the set " + target.set() + " could not be removed: "
                        + FileFailure.reason(problem),
                FileFailure.isFull(problem)
                        ? "a removal is marked by a file beside the dump: free some space in " + target.path()
                                + " first"
                        : "make " + target.path() + " and what is in it writable for this user",
                problem);
    }
}
