package io.opsconductor.pulse.db.schedule;

import java.time.Duration;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.drill.DrillProgress;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Told what the long-running mode does, from its own threads. */
public interface RunListener {
    /** A piece of work is on the schedule: what, and when. */
    void scheduled(String work, String when);

    /** No backup is on the schedule. @param sets true where there are sets for it, and none has a schedule */
    void takesNoBackup(boolean sets);

    /** A piece of work begins. */
    void began(String work);

    /** It has ended. @param well false when any of it failed; a check that finds something wrong has gone well */
    void ended(String work, boolean well);

    void checked(CheckupResult result);

    void backedUp(Backup backup);

    /** Old backups were looked through after a new one was taken; mostly none had to go. */
    void rotated(Rotation rotation);

    /** A backup was read to its end again. */
    void verified(Backup backup, Verification verification, boolean ours);

    void drilled(DrillResult drill);

    /** A piece of work failed; the next one runs at its time all the same. */
    void failed(String work, PulseFailure failure);

    /** A piece of work that could not begin now is tried again after this time. */
    void retrying(String work, Duration pause);

    /** A piece of work was still running when its next turn came. */
    void leftOut(String work);

    /** A stop was asked for: work under way is interrupted, and waited for this long at most. */
    void stopping(Duration within);

    BackupProgress backupProgress();

    DrillProgress drillProgress();
}
