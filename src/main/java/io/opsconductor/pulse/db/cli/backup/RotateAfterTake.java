package io.opsconductor.pulse.db.cli.backup;

import java.util.List;

import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.backup.store.Rotator;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.RotationReport;

/** Rotates after a backup was taken, and says what went. */
final class RotateAfterTake {
    private RotateAfterTake() {}

    /** @return what failed; the backup that was taken is there all the same */
    static List<PulseFailure> rotate(Rotator rotator, String set, ProgressOutput out) {
        try {
            Rotation rotation = rotator.rotate(set);
            if (rotation.count(Fate.REMOVED) > 0) {
                out.steps().println("rotated " + RotationReport.summary(rotation));
            }
            return rotation.failures();
        } catch (PulseFailure failure) {
            return List.of(failure);
        }
    }
}
