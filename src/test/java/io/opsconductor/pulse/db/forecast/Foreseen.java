package io.opsconductor.pulse.db.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
}
