package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time; the end belongs to it, so that what took no time can still be met. */
public record Span(Instant from, Instant to) {

    public static Span of(Instant from, Duration length) {
        return new Span(from, from.plus(length));
    }

    Duration length() {
        return Duration.between(from, to);
    }

    boolean meets(Span other) {
        return !from.isAfter(other.to) && !other.from.isAfter(to);
    }
}
