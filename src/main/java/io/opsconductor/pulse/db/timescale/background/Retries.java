package io.opsconductor.pulse.db.timescale.background;

import java.time.Duration;
import java.time.Instant;

/**
 * When a job that failed is tried again, by the rules of TimescaleDB's scheduler (job_stat.c, alike from 2.11 to 2.29).
 *
 * @param every the schedule interval
 * @param period the retry period: the wait after the first failure, twice that after the second, and so on
 * @param fixed the job keeps its slots, so that it is tried again in the next one at the latest
 * @param failures in a row, up to the last run
 * @param crashes in a row; the run that is under way counts as one until it ends
 */
public record Retries(Duration every, Duration period, boolean fixed, int failures, int crashes) {
    private static final int MOST_INTERVALS = 5;
    private static final int MOST_PERIODS = 20;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration AFTER_CRASH = Duration.ofMinutes(5);
    /** The end of PostgreSQL's timestamps. */
    private static final Instant END = Instant.parse("+294277-01-01T00:00:00Z");

    /** The longest pause before the next try, jitter (an eighth) included; zero while the job does not fail. */
    public Duration longest() {
        int times = Math.min(MOST_PERIODS, Math.max(failures, crashes));
        if (times <= 0) {
            return Duration.ZERO;
        }
        Duration wait = shorter(period.multipliedBy(times), every.multipliedBy(MOST_INTERVALS));
        Duration pause = fixed ? shorter(jittered(wait), every) : jittered(wait);
        return crashes > 0 && pause.compareTo(AFTER_CRASH) < 0 ? AFTER_CRASH : pause;
    }

    /** The furthest ahead that its schedule, or its failures, let the next run be: what is further, was asked for. */
    public Duration furthest() {
        return furthest(every, longest());
    }

    /** @param longest as {@link #longest} says */
    public static Duration furthest(Duration every, Duration longest) {
        // A month has a day more than its 30, a day an hour more where clocks are set back.
        return longer(longer(every.plus(every.dividedBy(16)), DAY), longest);
    }

    /** Its next run, or a next try once it has failed often enough, is at no time that PostgreSQL knows. */
    public boolean isBeyondTime(Instant now) {
        Duration left = Duration.between(now, END);
        return every.compareTo(left) >= 0
                || jittered(shorter(period.multipliedBy(MOST_PERIODS), every.multipliedBy(MOST_INTERVALS)))
                                .compareTo(left)
                        >= 0;
    }

    private static Duration jittered(Duration wait) {
        return wait.multipliedBy(9).dividedBy(8);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
