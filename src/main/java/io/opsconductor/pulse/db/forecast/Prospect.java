package io.opsconductor.pulse.db.forecast;

import java.time.Instant;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Finding;

/** One promise, of which the facts of one look tell at any later instant how it will be judged. Pure. */
public interface Prospect {
    /** What {@code check} says when the clock has got there, if this has happened until then. */
    Finding at(Instant instant, Course course);

    /**
     * Every instant at which, or just after which, the severity may change; others may be among them.
     *
     * @param from later than this
     * @param until not later than this
     */
    Stream<Instant> turns(Instant from, Instant until, Course course);
}
