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
 * @param aggregate the chunks are those of a continuous aggregate
 */
public record Obligation(
        PolicyKind kind,
        TimeColumn time,
        Optional<Duration> promised,
        Optional<Policy> policy,
        Duration grace,
        Optional<Duration> knownStep,
        boolean aggregate) {
    private static final Duration TOLERABLE = Duration.ofDays(7);
    private static final Duration LONGEST_CHUNK = Duration.ofDays(31);
    private static final int AGGREGATES_CHUNKS = 10;

    /** The scheduler waits five intervals at most, and an eighth of that for jitter. */
    private static final int MOST_RETRIES = 6;

    public static Obligation of(PolicyKind kind, Hypertable hypertable, Expectation expectation) {
        return new Obligation(
                kind,
                hypertable.time(),
                expectation.promised(kind),
                hypertable.policy(kind),
                expectation.grace(kind),
                expectation.integerStep(),
                hypertable.aggregate());
    }

    /** Whether a retention policy, run now, drops nothing that was promised to be kept. */
    static boolean keepsPromise(Policy policy, Hypertable hypertable, Expectation expectation) {
        Obligation alone = new Obligation(
                PolicyKind.RETENTION,
                hypertable.time(),
                expectation.dropAfter(),
                Optional.of(policy),
                expectation.dropGrace(),
                expectation.integerStep(),
                hypertable.aggregate());
        return !expectation.keepForever()
                && alone.agreement().map(Agreement.SAME::equals).orElse(true);
    }

    /** The lag by which what is wanted would drop what is kept today, as a paused policy keeps all; empty when it would not. */
    public Optional<Lag> sooner() {
        Optional<Policy> dropping = policy.filter(Policy::scheduled);
        if (kind != PolicyKind.RETENTION || stepless()) {
            return Optional.empty();
        }
        if (promised.isEmpty()) {
            return policy.filter(found -> dropping.isEmpty()).map(Policy::lag);
        }
        return dropping.isEmpty() || agreement().filter(Agreement.LATER::equals).isPresent()
                ? Optional.of(Lag.of(time, promised.get(), step(), byCreation()))
                : Optional.empty();
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

    /**
     * How much later than the lag is still in time: the job has to come round, after a failure later than by its schedule,
     * and then there is the grace. The table's owner sets schedule and retries, and no more of them counts than the promise bears.
     */
    public Duration allowance() {
        return policy.map(found -> longer(
                        shorter(found.every(), bearable()),
                        shorter(found.backOff(), bearable().multipliedBy(MOST_RETRIES))))
                .orElse(Duration.ZERO)
                .plus(grace);
    }

    /** How seldom a job may run for a promise: every day, or four times in the time of its lag. */
    Duration bearable() {
        return stepless()
                ? TOLERABLE
                : longer(Duration.ofDays(1), lag().map(lag -> lag.dividedBy(4)).orElse(Duration.ZERO));
    }

    /** The job runs too seldom to keep any promise of this lag. */
    public boolean seldom() {
        return policy.filter(found -> found.every().compareTo(bearable()) > 0).isPresent();
    }

    /**
     * How old a chunk counts; empty when that cannot be told. A chunk has one age, that of its newest rows, and one of a century
     * never gets old: so one that is longer than what was promised allows counts as if it had ended when it was as long as that.
     * Chunks of a month are as long as honest ones get, and of an aggregate ten times as long as those of its source.
     */
    public Optional<Duration> countedAge(Chunk chunk, Instant now) {
        Optional<Duration> age = age(chunk, now);
        if (promised.isEmpty() || stepless() || byCreation() || lag().isEmpty()) {
            return age;
        }
        Duration tolerable = longer(LONGEST_CHUNK, lag().get()).multipliedBy(aggregate ? AGGREGATES_CHUNKS : 1);
        return age.flatMap(byEnd -> time.age(chunk.end() - chunk.length(), step(), now)
                .map(byBeginning -> longer(byEnd, byBeginning.minus(tolerable))));
    }

    /** Chunks as short as this keep the promise. */
    public Duration chunkInterval() {
        return longer(Duration.ofHours(1), shorter(TOLERABLE, lag().orElse(TOLERABLE)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
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
