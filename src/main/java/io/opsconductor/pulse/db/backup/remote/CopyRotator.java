package io.opsconductor.pulse.db.backup.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.backup.set.Rotation.Step;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.RotationPlan;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Removes the copies that no rule keeps, by the plan that backups on the volume are rotated by. The manifest goes first, so
 * that a copy of which only a part could be removed does not count.
 */
public final class CopyRotator {
    private final ObjectStore store;
    private final CopyTarget place;
    private final BackupTarget target;

    public CopyRotator(ObjectStore store, BackupTarget target) {
        this.store = store;
        this.target = target;
        place = store.target();
    }

    /**
     * Of backups that a place lacks, those that it would keep: what its rotation has removed is not sent again.
     *
     * @param lacking verified ones
     * @param there the copies that count
     */
    public static List<Backup> worthCopying(CopyTarget place, List<Backup> lacking, List<Copy> there, Instant now) {
        List<Backup> all = new ArrayList<>(lacking);
        there.forEach(copy -> all.add(backup(copy)));
        return RotationPlan.of(place.rotation(), all, now).entries().stream()
                .filter(entry -> !entry.remove())
                .map(RotationPlan.Entry::backup)
                .filter(lacking::contains)
                .toList();
    }

    /** @param plan only say what would be done */
    public Rotation rotate(boolean plan, Instant now) {
        List<Backup> backups = new CopyListing(store, target)
                .newest(Integer.MAX_VALUE, now).stream()
                        .filter(Copy::complete)
                        .map(CopyRotator::backup)
                        .toList();
        List<Step> steps = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        for (RotationPlan.Entry entry :
                RotationPlan.of(place.rotation(), backups, now).entries()) {
            Step step = new Step(entry.backup(), entry.remove() ? Fate.TO_REMOVE : Fate.KEPT, entry.reason());
            if (entry.remove()) {
                try {
                    step = remove(step, plan, now);
                    if (step.fate() == Fate.REMOVED) {
                        // What is gone is gone, whatever else goes wrong.
                        BadCopy.lift(
                                        target,
                                        place,
                                        step.backup().id(),
                                        "was removed, and one that is sent there again",
                                        "remove it")
                                .ifPresent(failures::add);
                    }
                } catch (PulseFailure failure) {
                    failures.add(failure);
                    step = new Step(entry.backup(), Fate.FAILED, failure.getMessage());
                }
            }
            steps.add(step);
        }
        return new Rotation(place.set() + " at " + place.name(), List.copyOf(steps), List.copyOf(failures));
    }

    private Step remove(Step step, boolean plan, Instant now) {
        String id = step.backup().id();
        List<String> keys =
                store.objects(id).values().stream().map(StoredObject::key).toList();
        Optional<Instant> locked = keys.stream()
                .flatMap(key -> store.head(key).flatMap(StoredObject::lockedUntil).stream())
                .filter(now::isBefore)
                .findFirst();
        if (locked.isPresent()) {
            return new Step(
                    step.backup(), Fate.KEPT, "locked until " + locked.get() + ", or it would go: " + step.reason());
        }
        if (plan) {
            return step;
        }
        store.delete(id + "/" + Manifest.FILE);
        keys.forEach(store::delete);
        // Asked once for all of them: some stores answer that it is gone, and keep it.
        if (store.head(id + "/" + Manifest.FILE).isPresent()) {
            throw PulseFailure.failed(
                    place.url() + id + "/ is still there, though the store answered that it is removed",
                    "see whether the store's rules let this identity remove it, and whether something else writes it",
                    null);
        }
        return new Step(step.backup(), Fate.REMOVED, step.reason());
    }

    private static Backup backup(Copy copy) {
        return new Backup(
                copy.set(),
                copy.id(),
                Path.of(copy.url()),
                copy.snapshotTime(),
                copy.bytes(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                copy.problem(),
                copy.lacks());
    }
}
