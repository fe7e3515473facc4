package io.opsconductor.pulse.db.timescale.catalog;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;

/** How old a chunk has to be before a policy takes it. */
public sealed interface Lag {
    /** Stands for what one integer lasts, where integers are compared with integers of the same column only. */
    Duration ANY_STEP = Duration.ofSeconds(1);

    /**
     * A lag that a policy could have.
     *
     * @param step what one integer of the time column lasts
     */
    static Lag of(TimeColumn time, Duration lag, Duration step, boolean byCreation) {
        return time.integer() && !byCreation ? new Steps(lag.dividedBy(step)) : new Span(lag, lag, byCreation);
    }

    /** The age counts from the chunk's creation rather than from the end of its range. */
    boolean byCreation();

    /** As people compare spans: a month is 30 days, a year 365. */
    Duration nominal(Duration step);

    /** As the policy counts today: back from now by the calendar, so that a month has 28 to 31 days. */
    Duration today(Duration step);

    /** The same to compare lags of one time column, whatever one of its integers lasts. */
    default Duration today() {
        return today(ANY_STEP);
    }

    /** In the units of the time column as the catalogue counts them: microseconds, or its own integers. */
    long units();

    /**
     * For people.
     *
     * @param step what one integer of the time column lasts; empty when it holds time, or integer-step is not set
     */
    String text(Optional<Duration> step);

    /** The same with integers as they are. */
    default String text() {
        return text(Optional.empty());
    }

    /** A span of time. */
    record Span(Duration nominal, Duration today, boolean byCreation) implements Lag {
        @Override
        public Duration nominal(Duration step) {
            return nominal;
        }

        @Override
        public Duration today(Duration step) {
            return today;
        }

        @Override
        public long units() {
            // In nanoseconds the longest of them would not fit.
            return today.getSeconds() * 1_000_000 + today.getNano() / 1000;
        }

        @Override
        public String text(Optional<Duration> step) {
            return Durations.text(nominal) + (byCreation ? " from creation" : "");
        }
    }

    /** So many of the time column's own integers. */
    record Steps(long count) implements Lag {
        @Override
        public boolean byCreation() {
            return false;
        }

        @Override
        public Duration nominal(Duration step) {
            return TimeColumn.length(BigInteger.valueOf(count), step);
        }

        @Override
        public Duration today(Duration step) {
            return nominal(step);
        }

        @Override
        public long units() {
            return count;
        }

        @Override
        public String text(Optional<Duration> step) {
            return step.map(this::nominal).map(Durations::text).orElse(count + " steps");
        }
    }
}
