package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/**
 * Judges whether the schedule can keep the recovery point objective at all. Just before a backup counts, the one before it
 * is as old as the time between the two runs and the time that a backup takes.
 */
public final class ScheduleJudge {
    static final String ID = "backup.schedule";

    private ScheduleJudge() {}

    /** @return empty where nothing was promised, or it is unknown when backups are taken */
    public static Optional<Finding> judge(BackupTarget target, List<Backup> backups, Instant now) {
        if (target.rpo().isEmpty() || target.schedule().isEmpty()) {
            return Optional.empty();
        }
        Duration rpo = target.rpo().get();
        Duration takes = VerifiedBackups.usualDuration(VerifiedBackups.newestFirst(backups));
        return Optional.of(target.schedule()
                .get()
                .longestGap(now)
                .map(gap -> judge(target, gap, takes, rpo))
                .orElseGet(() -> Finding.warning(ID, target.set(), "it is never taken a second time")
                        .target(Durations.text(rpo))
                        .figure(Figure.unmeasured(rpo))
                        .cure(Remedy.text("set " + target.variable("schedule")))));
    }

    private static Finding judge(BackupTarget target, Duration gap, Duration takes, Duration rpo) {
        String measured = Durations.text(gap) + (takes.isZero() ? "" : " + " + Durations.text(takes));
        if (gap.plus(takes).compareTo(rpo) <= 0) {
            return Finding.ok(
                            ID, target.set(), measured, Durations.text(rpo), "the schedule can keep the recovery point")
                    .figure(Figure.seconds(gap.plus(takes)).limit(rpo));
        }
        return Finding.warning(
                        ID,
                        target.set(),
                        "even if every backup succeeds, the recovery point will be missed: up to "
                                + Durations.text(gap) + " from one to the next"
                                + (takes.isZero() ? "" : ", and each takes about " + Durations.text(takes)))
                .measured(measured)
                .target(Durations.text(rpo))
                .figure(Figure.seconds(gap.plus(takes)).limit(rpo))
                .cure(Remedy.text("take it more often by " + target.variable("schedule"))
                        .or(Remedy.text("promise less by " + target.variable("rpo"))));
    }
}
