package io.opsconductor.pulse.db.timescale.outlook;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.catalog.Policy;

/**
 * When the job of a policy runs, by its schedule.
 *
 * @param first its next run; one of which that is not known, for it runs right now, comes round by its interval
 * @param every zero for a job that runs once
 */
record JobRuns(Instant first, Duration every) {

    /** Empty for a paused one. */
    static Optional<JobRuns> of(Policy policy, Instant present) {
        return policy.scheduled()
                ? Optional.of(
                        new JobRuns(policy.nextStart().orElseGet(() -> present.plus(policy.every())), policy.every()))
                : Optional.empty();
    }

    /** The first run that begins at an instant or after it; empty when there is none. */
    Optional<Instant> from(Instant instant) {
        if (!first.isBefore(instant)) {
            return Optional.of(first);
        }
        if (every.isZero() || every.isNegative()) {
            return Optional.empty();
        }
        BigInteger[] runs = nanos(Duration.between(first, instant)).divideAndRemainder(nanos(every));
        long passed = runs[0].longValueExact() + (runs[1].signum() == 0 ? 0 : 1);
        return Optional.of(first.plus(every.multipliedBy(passed)));
    }

    private static BigInteger nanos(Duration duration) {
        return BigInteger.valueOf(duration.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(duration.getNano()));
    }
}
