package io.opsconductor.pulse.db.timescale.catalog;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The column by which a hypertable is cut into chunks.
 *
 * @param integer it counts integers; otherwise it holds time (a timestamp without zone is taken as UTC)
 * @param now the present as an integer column counts it; empty for time, and when it is not known
 * @param clock the function that tells it; empty for time, and where none is set
 */
public record TimeColumn(String name, boolean integer, OptionalLong now, Optional<IntegerClock> clock) {
    /** Longer than any history, short enough to be added to: what does not fit counts as this. */
    public static final Duration ENDLESS = Duration.ofDays(365L * 1_000_000);

    /**
     * False where TimescaleDB's own functions would run another role's code in our session to learn the present, or the table's
     * owner could name a function that does.
     */
    public boolean trusted() {
        return clock.map(told -> told.trusted() && told.runner().isEmpty()).orElse(true);
    }

    /**
     * How long ago a chunk's range ended; negative when it still runs.
     *
     * @param end microseconds since 1970, or the column's own integers
     * @param step what one integer lasts; not asked for time
     * @return empty when the present is not known
     */
    public Optional<Duration> age(long end, Duration step, Instant present) {
        if (!integer) {
            return Optional.of(Duration.between(instant(end), present));
        }
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(length(BigInteger.valueOf(now.getAsLong()).subtract(BigInteger.valueOf(end)), step));
    }

    /** The same so much later; the present stays where it is not known how long an integer lasts. */
    TimeColumn later(Duration passed, Optional<Duration> step) {
        if (now.isEmpty() || step.isEmpty()) {
            return this;
        }
        long counted = BigInteger.valueOf(now.getAsLong())
                .add(BigInteger.valueOf(passed.dividedBy(step.get())))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
        return new TimeColumn(name, integer, OptionalLong.of(counted), clock);
    }

    /** For people. */
    public String endText(long end) {
        return integer
                ? Long.toString(end)
                : instant(end).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The time that an integer stands for: to the second where the column counts from 1970, else by the two clocks. */
    public Instant around(long value, Duration step, Instant byClocks) {
        Instant from1970 = Instant.EPOCH.plus(length(BigInteger.valueOf(value), step));
        boolean same = Duration.between(from1970, byClocks).abs().compareTo(Duration.ofMinutes(1)) < 0;
        return (same ? from1970 : byClocks).truncatedTo(ChronoUnit.SECONDS);
    }

    /** How long so many integers last, at most {@link #ENDLESS} in either direction. */
    static Duration length(BigInteger steps, Duration step) {
        BigInteger nanos = BigInteger.valueOf(step.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(step.getNano()))
                .multiply(steps);
        BigInteger limit = BigInteger.valueOf(ENDLESS.getSeconds()).multiply(BigInteger.valueOf(1_000_000_000));
        BigInteger[] parts = nanos.min(limit).max(limit.negate()).divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
