package io.opsconductor.pulse.db.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Severity;

/** What a forecast says of one promise, as a reader takes it. */
public final class Foreseen {
    private final Severity now;
    private final List<Event> events;

    public Foreseen(Prospect prospect, Instant from, Duration ahead) {
        this.now = prospect.at(from, Course.SCHEDULED).severity();
        this.events = Forecast.of(
                        from.plus(ahead),
                        new CheckupResult(from, List.of(), Optional.empty()),
                        List.of(new Outlook(Optional.empty(), List.of(prospect), List.of())))
                .events();
    }

    /** If everything runs as scheduled. */
    public Severity at(Instant instant) {
        return events.stream()
                .filter(event ->
                        event.kind() == Event.Kind.PROMISE && !event.at().isAfter(instant))
                .reduce((before, after) -> after)
                .map(Event::severity)
                .orElse(now);
    }

    public List<Instant> changes() {
        return events.stream().map(Event::at).toList();
    }

    /** If everything runs as scheduled. */
    public Severity worst() {
        return events.stream().map(Event::severity).reduce(now, (a, b) -> a.atLeast(b) ? a : b);
    }

    /** When a deadline is missed, if nothing happens. */
    public List<Instant> deadlines() {
        return events.stream()
                .filter(event -> event.kind() == Event.Kind.DEADLINE)
                .map(Event::at)
                .toList();
    }

    /**
     * What is said of an instant is what the judge says when the clock gets there, at every change, a second before it, and at
     * 15 instants at random; and a deadline is when the judge's verdict gets worse.
     *
     * @param scheduled the judge's verdict if everything runs as scheduled
     * @param idle the judge's verdict if nothing happens
     */
    public static void assertKept(
            Random random,
            Prospect prospect,
            Instant from,
            Duration ahead,
            Function<Instant, Severity> scheduled,
            Function<Instant, Severity> idle) {
        Foreseen foreseen = new Foreseen(prospect, from, ahead);
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            moments.add(from.plusSeconds(random.nextInt((int) ahead.toSeconds())));
        }
        foreseen.changes().stream()
                .flatMap(at -> Stream.of(at, at.minusSeconds(1)))
                .filter(at -> !at.isBefore(from))
                .forEach(moments::add);
        for (Instant moment : moments) {
            assertThat(foreseen.at(moment))
                    .as("at " + moment + " of " + prospect)
                    .isEqualTo(scheduled.apply(moment));
        }
        for (Instant deadline : foreseen.deadlines()) {
            Severity then = idle.apply(deadline);
            assertThat(then).isGreaterThan(foreseen.at(deadline));
            assertThat(then).isGreaterThan(idle.apply(deadline.minusSeconds(1)));
        }
        if (foreseen.deadlines().isEmpty()) {
            assertThat(idle.apply(from.plus(ahead))).isLessThanOrEqualTo(foreseen.worst());
        }
    }
}
