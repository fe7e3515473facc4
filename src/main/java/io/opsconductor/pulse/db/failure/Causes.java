package io.opsconductor.pulse.db.failure;

import java.util.Objects;
import java.util.stream.Stream;

/** What lies behind a failure. */
public final class Causes {
    private Causes() {}

    /** Those of a type, the problem itself included: the outermost first. */
    public static <T> Stream<T> of(Throwable problem, Class<T> type) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
