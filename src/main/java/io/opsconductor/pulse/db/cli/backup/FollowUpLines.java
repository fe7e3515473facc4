package io.opsconductor.pulse.db.cli.backup;

import java.util.List;

import io.opsconductor.pulse.db.backup.BackupFollowUp;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.RotationReport;

/** Copies and rotates after a backup was taken, and says what was sent and what went. */
final class FollowUpLines {
    private FollowUpLines() {}

    /** @return what failed; the backup that was taken is there all the same */
    static List<PulseFailure> after(BackupFollowUp followUp, String set, ProgressOutput out) {
        BackupFollowUp.Outcome done = followUp.of(set, new BackupLines(out));
        done.copies().forEach(copy -> out.steps().println("copied " + copy.url() + ", " + Bytes.text(copy.bytes())));
        done.rotations().stream()
                .filter(rotation -> rotation.count(Fate.REMOVED) > 0)
                .forEach(rotation -> out.steps().println("rotated " + RotationReport.summary(rotation)));
        return done.failures();
    }
}
