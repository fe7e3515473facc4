package io.opsconductor.pulse.db.drill.attempt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Ends work that takes longer than it may: what an owner wrote may wait without end. Closed when the work has ended. */
public final class TimeLimit implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("drill limit"));
    private final Duration longest;
    private final Runnable end;
    private volatile boolean reached;

    /** @param end makes the work fail; done again until it has */
    public TimeLimit(Duration longest, Runnable end) {
        this.longest = longest;
        this.end = end;
        clock.scheduleWithFixedDelay(this::end, longest.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param configured empty for a day, or four times the {@code rto} where that is longer
     * @param rto the set's; empty when not configured
     */
    public static Duration longest(Optional<Duration> configured, Optional<Duration> rto) {
        return configured.orElseGet(() -> rto.map(limit -> limit.multipliedBy(4))
                .filter(limit -> limit.compareTo(DAY) > 0)
                .orElse(DAY));
    }

    private void end() {
        reached = true;
        try {
            end.run();
        } catch (PulseFailure failure) {
            // Tried again.
        }
    }

    public boolean reached() {
        return reached;
    }

    /** @param failure with which the work ended because of it */
    public PulseFailure failure(String backup, PulseFailure failure) {
        return PulseFailure.failed(
                backup + " was not restored and compared within " + Durations.text(longest) + ", the limit of a drill: "
                        + failure.getMessage(),
                "look what it waits for; where it takes that long, set PULSE_DRILL_TIME_LIMIT",
                failure);
    }

    /** The work is not ended any more, unless that is under way. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
