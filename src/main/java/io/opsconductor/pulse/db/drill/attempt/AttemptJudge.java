package io.opsconductor.pulse.db.drill.attempt;

import java.time.Duration;
import java.time.Instant;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/**
 * Judges drills without a result: what they would have shown is unknown, so that what an older one showed is no longer good, and where
 * that one is older than promised nothing shows that a backup can be restored.
 */
public final class AttemptJudge {
    private AttemptJudge() {}

    /**
     * @param finding of the last drill that has a result
     * @param later those since then
     * @param overdue there is no result that is as new as promised
     */
    public static Finding judge(Finding finding, DrillAttempts later, boolean overdue, Instant now) {
        int without = later.without(now);
        if (without == 0) {
            return finding;
        }
        Duration age = Duration.between(later.began(), now);
        Finding doubted = finding.doubted(
                "since then " + Counted.of(without, "drill") + " ended without a result, the last began "
                        + Durations.text(age.isNegative() ? Duration.ZERO : age) + " ago: "
                        + later.said().orElse("it was killed, or its server was lost"),
                Remedy.command("pulse-db drill " + finding.subject()));
        return overdue ? doubted.critical() : doubted;
    }
}
