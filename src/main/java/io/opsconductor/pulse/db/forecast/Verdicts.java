package io.opsconductor.pulse.db.forecast;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Finding;

/** How the verdict on one promise changes in the course of time, to the second. Pure. */
final class Verdicts {
    private Verdicts() {}

    /** The verdict at {@code from}, and the one at each whole second at which its severity is another than before. */
    static SortedMap<Instant, Finding> of(Prospect prospect, Instant from, Instant until, Course course) {
        TreeMap<Instant, Finding> verdicts = new TreeMap<>();
        Finding last = prospect.at(from, course);
        verdicts.put(from, last);
        for (Instant moment : moments(prospect, from, until, course)) {
            Finding then = prospect.at(moment, course);
            if (then.severity() != last.severity()) {
                verdicts.put(moment, then);
            }
            last = then;
        }
        return verdicts;
    }

    /** A limit is exceeded at it or a moment later: the whole seconds at, before and after it tell which. */
    private static TreeSet<Instant> moments(Prospect prospect, Instant from, Instant until, Course course) {
        return prospect.turns(from, until, course)
                .map(turn -> turn.truncatedTo(ChronoUnit.SECONDS))
                .flatMap(second -> Stream.of(second, second.plusSeconds(1)))
                .filter(moment -> moment.isAfter(from) && !moment.isAfter(until))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
