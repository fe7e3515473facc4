package io.opsconductor.pulse.db.check;

import java.time.Duration;
import java.time.Instant;

/** Times written down on one machine and judged on another. */
public final class ClockSkew {
    /** Clocks of two machines may differ so far without one of them being wrong. */
    public static final Duration ALLOWED = Duration.ofMinutes(1);

    private ClockSkew() {}

    /** True for a time that no clock can have shown yet: one was wrong, and the true time is unknown. */
    public static boolean isFuture(Instant time, Instant now) {
        return time.isAfter(now.plus(ALLOWED));
    }
}
