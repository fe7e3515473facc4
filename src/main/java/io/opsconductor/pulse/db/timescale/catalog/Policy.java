package io.opsconductor.pulse.db.timescale.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.Retries;

/**
 * A job that compresses or drops a hypertable's old chunks.
 *
 * @param hypertable the hypertable's id in the catalogue
 * @param job the id that {@code run_job} and {@code alter_job} take
 * @param kind what it does
 * @param every the schedule interval
 * @param scheduled false while it is paused
 * @param nextStart empty when the job runs, is to run as soon as it can, or is stuck
 * @param backOff how long the scheduler may wait before it tries again; zero while the job does not fail
 * @param fixed the slots that it keeps; empty: each run is counted from the end of the last
 * @param owner as whom it runs
 */
public record Policy(
        int hypertable,
        int job,
        PolicyKind kind,
        Lag lag,
        Duration every,
        boolean scheduled,
        Optional<Instant> nextStart,
        Duration backOff,
        Optional<FixedSchedule> fixed,
        JobOwner owner) {

    /** One that is not there yet, and has no job. */
    static Policy dropping(int hypertable, Lag lag) {
        return new Policy(
                hypertable,
                0,
                PolicyKind.RETENTION,
                lag,
                Duration.ofDays(1),
                true,
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                JobOwner.UNKNOWN);
    }

    /** It is to run later than its schedule or its failures explain: as good as paused, by whoever put it off. */
    public boolean isPutOff(Instant present) {
        return nextStart
                .filter(next -> next.isAfter(present.plus(Retries.furthest(every, backOff))))
                .isPresent();
    }

    /** The longest time from one run to the next, given the current schedule and back-off. */
    public Duration longestPause() {
        return every.compareTo(backOff) > 0 ? every : backOff;
    }
}
