package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;

/**
 * What has to happen to a hypertable's old chunks, by promise and by policy.
 *
 * @param promised the configured lag
 * @param policy what the database has
 * @param grace how late a chunk may be beyond lag and schedule interval
 * @param knownStep what one integer of the time column lasts
 */
public record Obligation(
        PolicyKind kind,
        TimeColumn time,
        Optional<Duration> promised,
        Optional<Policy> policy,
        Duration grace,
        Optional<Duration> knownStep) {
    public static Obligation of(PolicyKind kind, Hypertable hypertable, Expectation expectation) {
        return new Obligation(
                kind,
                hypertable.time(),
                expectation.promised(kind),
                hypertable.policy(kind),
                expectation.grace(kind),
                expectation.integerStep());
    }

    /** Whether a retention policy, run now, drops nothing that was promised to be kept. */
    static boolean keepsPromise(Policy policy, Hypertable hypertable, Expectation expectation) {
        Obligation alone = new Obligation(
                PolicyKind.RETENTION,
                hypertable.time(),
                expectation.dropAfter(),
                Optional.of(policy),
                expectation.dropGrace(),
                expectation.integerStep());
        return !expectation.keepForever()
                && alone.agreement().map(Agreement.SAME::equals).orElse(true);
    }

    /** False when nothing asks for it. */
    public boolean exists() {
        return promised.isPresent() || policy.isPresent();
    }

    /** Empty unless there are both a promise and a policy. */
    public Optional<Agreement> agreement() {
        return policy.flatMap(found -> promised.map(wanted -> Agreement.of(found.lag(), wanted, knownStep)));
    }

    /**
     * The age from which a chunk is due: the promise, otherwise the policy. A policy of calendar months that agrees with
     * the promise may take the longer of both today. Empty when nothing is asked, or ages cannot be compared with it.
     */
    public Optional<Duration> lag() {
        Optional<Duration> byPolicy = policy.map(found -> found.lag().today(step()));
        if (promised.isEmpty() || stepless()) {
            return stepless() && !countsSteps() ? Optional.empty() : byPolicy;
        }
        return agreement().filter(Agreement.SAME::equals).isPresent()
                ? byPolicy.filter(today -> today.compareTo(promised.get()) > 0).or(() -> promised)
                : promised;
    }

    /** How much later than the lag is still in time: the job has to come round, after a failure later than by its
     * schedule, and then there is the grace. */
    public Duration allowance() {
        return policy.map(Policy::longestPause).orElse(Duration.ZERO).plus(grace);
    }

    /** How old a chunk is; empty when that cannot be told. */
    public Optional<Duration> age(Chunk chunk, Instant now) {
        return byCreation()
                ? chunk.created().map(created -> Duration.between(created, now))
                : time.age(chunk.end(), step(), now);
    }

    /** True when a chunk's age counts from its creation. */
    public boolean byCreation() {
        return policy.isPresent() && policy.get().lag().byCreation();
    }

    /** Ages are known in steps only: what is due can be told, what is late cannot. */
    public boolean stepless() {
        return time.integer() && !byCreation() && knownStep.isEmpty();
    }

    /** What one integer lasts, or a stand-in. */
    public Duration step() {
        return knownStep.orElse(Lag.ANY_STEP);
    }

    private boolean countsSteps() {
        return policy.isPresent() && policy.get().lag() instanceof Lag.Steps;
    }
}
