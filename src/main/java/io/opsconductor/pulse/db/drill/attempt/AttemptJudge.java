package io.opsconductor.pulse.db.drill.attempt;

import java.time.Duration;
import java.time.Instant;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/** Judges drills without a result: what they would have shown is unknown, so that what an older one showed is no longer good. */
public final class AttemptJudge {
    private AttemptJudge() {}

    /**
     * @param finding of the last drill that has a result
     * @param later those since then
     */
    public static Finding judge(Finding finding, DrillAttempts later, Instant now) {
        int without = later.without(now);
        if (without == 0) {
            return finding;
        }
        Duration age = Duration.between(later.began(), now);
        return finding.doubted(
                "since then " + Counted.of(without, "drill") + " ended without a result, the last began "
                        + Durations.text(age.isNegative() ? Duration.ZERO : age) + " ago: "
                        + later.said().orElse("it was killed, or its server was lost"),
                Remedy.command("pulse-db drill " + finding.subject()));
    }
}
