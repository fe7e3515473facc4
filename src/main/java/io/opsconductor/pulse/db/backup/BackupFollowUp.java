package io.opsconductor.pulse.db.backup;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.store.Rotator;
import io.opsconductor.pulse.db.failure.PulseFailure;
import jakarta.enterprise.context.ApplicationScoped;

/** What follows once a backup was taken: it is copied, then what no rule keeps goes. */
@ApplicationScoped
public class BackupFollowUp {
    private final Copies copies;
    private final Rotator rotator;

    public BackupFollowUp(Copies copies, Rotator rotator) {
        this.copies = copies;
        this.rotator = rotator;
    }

    /**
     * What was done.
     *
     * @param rotations of the set, if it could be rotated, and of its copies
     * @param failures the backup that was taken is there all the same
     */
    public record Outcome(List<Copy> copies, List<Rotation> rotations, List<PulseFailure> failures) {}

    /** One that fails keeps no other from being done. */
    public Outcome of(String set, BackupProgress progress) {
        List<Copy> sent = new ArrayList<>();
        List<Rotation> rotations = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        List<CopyTarget> places = new ArrayList<>();
        PulseFailure.collect(failures, () -> places.addAll(copies.places(set)));
        for (CopyTarget place : places) {
            PulseFailure.collect(failures, () -> sent.addAll(copies.copy(place, progress, failures)));
        }
        PulseFailure.collect(failures, () -> rotations.add(rotator.rotate(set)));
        for (CopyTarget place : places) {
            if (!place.rotation().keepsAll()) {
                PulseFailure.collect(failures, () -> rotations.add(copies.rotate(place, false)));
            }
        }
        rotations.forEach(rotation -> failures.addAll(rotation.failures()));
        return new Outcome(sent, rotations, failures);
    }
}
