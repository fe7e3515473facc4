package io.opsconductor.pulse.db.timescale.background;

import java.time.Duration;

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
    private static final Duration AFTER_CRASH = Duration.ofMinutes(5);

    /** The longest pause before the next try, jitter (an eighth) included; zero while the job does not fail. */
    public Duration longest() {
        int times = Math.min(MOST_PERIODS, Math.max(failures, crashes));
        if (times <= 0) {
            return Duration.ZERO;
        }
        Duration wait = shorter(period.multipliedBy(times), every.multipliedBy(MOST_INTERVALS));
        Duration jittered = wait.multipliedBy(9).dividedBy(8);
        Duration pause = fixed ? shorter(jittered, every) : jittered;
        return crashes > 0 && pause.compareTo(AFTER_CRASH) < 0 ? AFTER_CRASH : pause;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
