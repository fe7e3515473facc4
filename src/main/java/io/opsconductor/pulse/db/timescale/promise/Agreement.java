package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.catalog.Lag;

/** How a policy stands to the promise. */
public enum Agreement {
    SAME,
    /** The policy takes chunks sooner than promised. */
    SOONER,
    /** The policy takes chunks later than promised. */
    LATER,
    /** The policy counts integers, the promise is a time, and integer-step is not set. */
    UNCLEAR;

    /** @param step what one integer of the time column lasts; empty when it holds time, or integer-step is not set */
    public static Agreement of(Lag policy, Duration promised, Optional<Duration> step) {
        if (policy instanceof Lag.Steps && step.isEmpty()) {
            return UNCLEAR;
        }
        int order = policy.nominal(step.orElse(Lag.ANY_STEP)).compareTo(promised);
        return order == 0 ? SAME : order < 0 ? SOONER : LATER;
    }
}
