package io.opsconductor.pulse.db.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.BackupFollowUp;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/** What is done for a backup set when its turn comes; each says whether all went well. */
final class ScheduledWork {
    private final Backups backups;
    private final BackupFollowUp followUp;
    private final Drills drills;
    private final Duration retryAfter;
    private final RunListener listener;

    /**
     * @param retryAfter the pause before a backup that could not be taken now is tried again
     * @param listener told what came out
     */
    ScheduledWork(Backups backups, BackupFollowUp followUp, Drills drills, Duration retryAfter, RunListener listener) {
        this.backups = backups;
        this.followUp = followUp;
        this.drills = drills;
        this.retryAfter = retryAfter;
        this.listener = listener;
    }

    boolean drill(Database direct, String set) {
        DrillResult result =
                drills.drill(direct::forOneTask, Optional.of(set), Optional.empty(), listener.drillProgress());
        listener.drilled(result);
        return result.matches();
    }

    boolean backUp(Database dumped, String set) {
        String work = "backup " + set;
        Attempts.of(
                () -> listener.backedUp(backups.take(dumped.forOneTask(), set, listener.backupProgress())),
                retryAfter,
                failure -> listener.failed(work, failure),
                pause -> listener.retrying(work, pause));
        BackupFollowUp.Outcome done = followUp.of(set, listener.backupProgress());
        done.rotations().forEach(listener::rotated);
        done.failures().forEach(failure -> listener.failed("what follows " + work, failure));
        return done.failures().isEmpty();
    }

    /** One that cannot be looked at does not keep the others from being read. */
    boolean verify(String set) {
        boolean well = true;
        for (Backup backup : backups.due(backups.list(Optional.of(set)), Instant.now())) {
            try {
                Verification verification = backups.verify(backup, listener.backupProgress());
                listener.verified(backup, verification, backups.sets().contains(set));
                well &= verification.verified();
            } catch (PulseFailure failure) {
                if (Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
                listener.failed("verification of " + backup.id(), failure);
                well = false;
            }
        }
        return well;
    }
}
