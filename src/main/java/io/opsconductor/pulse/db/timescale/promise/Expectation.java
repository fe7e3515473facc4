package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;

/**
 * What one hypertable was promised.
 *
 * @param name as it stands in the configuration
 * @param compressAfter empty: it does not have to be compressed
 * @param dropAfter empty: see {@code keepForever}
 * @param compressGrace how late compression may be beyond lag and schedule interval
 * @param dropGrace how late dropping may be beyond retention and schedule interval
 * @param keepForever growing is intended; when false and {@code dropAfter} is empty, it is undecided
 * @param integerStep what one step of an integer time column lasts; empty when it holds time, or integer-step is not set
 * @param origin what the promise comes from; a variable may mean several names
 */
public record Expectation(
        String name,
        Optional<Duration> compressAfter,
        Optional<Duration> dropAfter,
        Duration compressGrace,
        Duration dropGrace,
        boolean keepForever,
        Optional<Duration> integerStep,
        Origin origin) {
    static final Duration COMPRESS_GRACE = Duration.ofHours(2);
    public static final Duration DROP_GRACE = Duration.ofHours(12);

    /** For a hypertable that is not declared: it is judged by the policies it has. */
    public static Expectation none(String name) {
        return new Expectation(
                name,
                Optional.empty(),
                Optional.empty(),
                COMPRESS_GRACE,
                DROP_GRACE,
                false,
                Optional.empty(),
                Origin.WRITTEN);
    }

    public Optional<Duration> promised(PolicyKind kind) {
        return kind == PolicyKind.COMPRESSION ? compressAfter : dropAfter;
    }

    /**
     * Which of those that are there is declared: an exact name takes precedence over one with its schema, and that over one
     * that only may be meant, for any role may make a table whose own name is {@code public.telemetry}. Empty where a variable
     * may mean several.
     */
    public <T> Optional<T> meant(List<T> found, Function<T, HypertableName> name) {
        if (origin == Origin.VARIABLES) {
            List<T> spelt =
                    found.stream().filter(one -> mayMean(name.apply(one))).toList();
            return spelt.size() == 1 ? Optional.of(spelt.get(0)) : Optional.empty();
        }
        return Stream.<Predicate<HypertableName>>of(
                        one -> one.key().equals(this.name),
                        one -> (one.schema() + "." + one.table()).equals(this.name),
                        one -> one.isCalled(this.name))
                .flatMap(means -> found.stream().filter(one -> means.test(name.apply(one))))
                .findFirst();
    }

    /** Whether that table could be the declared one. */
    public boolean mayMean(HypertableName found) {
        return origin == Origin.VARIABLES ? found.isSpelt(name) : found.isCalled(name);
    }

    /** The same, by the name that the table has. */
    public Expectation named(HypertableName found) {
        return origin == Origin.VARIABLES
                ? new Expectation(
                        found.key(),
                        compressAfter,
                        dropAfter,
                        compressGrace,
                        dropGrace,
                        keepForever,
                        integerStep,
                        origin)
                : this;
    }

    /** What one integer lasts, or a stand-in. */
    public Duration step() {
        return integerStep.orElse(Lag.ANY_STEP);
    }

    Duration grace(PolicyKind kind) {
        return kind == PolicyKind.COMPRESSION ? compressGrace : dropGrace;
    }
}
