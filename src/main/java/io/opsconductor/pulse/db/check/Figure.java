package io.opsconductor.pulse.db.check;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a finding counted, for machines, beside the words.
 *
 * @param value what was found; empty where it could not be measured
 * @param limit what was promised; empty where nothing was
 */
public record Figure(Unit unit, OptionalDouble value, OptionalDouble limit) {

    /** What is counted. */
    public enum Unit {
        SECONDS,
        BYTES,
        COUNT;

        /** The word used in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Figure {
        Objects.requireNonNull(unit);
        Objects.requireNonNull(value);
        Objects.requireNonNull(limit);
    }

    public static Figure seconds(Duration value) {
        return new Figure(Unit.SECONDS, OptionalDouble.of(inSeconds(value)), OptionalDouble.empty());
    }

    public static Figure bytes(long value) {
        return new Figure(Unit.BYTES, OptionalDouble.of(value), OptionalDouble.empty());
    }

    public static Figure count(long value) {
        return new Figure(Unit.COUNT, OptionalDouble.of(value), OptionalDouble.empty());
    }

    /** Nothing could be measured against this limit. */
    public static Figure unmeasured(Duration limit) {
        return new Figure(Unit.SECONDS, OptionalDouble.empty(), OptionalDouble.of(inSeconds(limit)));
    }

    /** The same with what was promised, in the same unit. */
    public Figure limit(long most) {
        return new Figure(unit, value, OptionalDouble.of(most));
    }

    public Figure limit(Duration most) {
        return new Figure(unit, value, OptionalDouble.of(inSeconds(most)));
    }

    private static double inSeconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
