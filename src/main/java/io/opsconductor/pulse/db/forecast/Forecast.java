package io.opsconductor.pulse.db.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.ExitCode;

/**
 * What is going to happen from one instant to another.
 *
 * @param checkup what was found at {@code from}: what is not ok already, and what could not be seen
 * @param events in the order of time
 */
public record Forecast(Instant from, Instant until, CheckupResult checkup, List<Event> events) {

    public static Forecast of(Instant until, CheckupResult checkup, Collection<Outlook> outlooks) {
        Instant from = checkup.checkedAt();
        List<Event> events = new ArrayList<>();
        for (Outlook outlook : outlooks) {
            outlook.events().stream()
                    .filter(event -> !event.at().isAfter(until))
                    .forEach(event -> events.add(event.of(outlook.database())));
            outlook.prospects().stream()
                    .flatMap(prospect -> changes(prospect, from, until).stream())
                    .forEach(event -> events.add(event.of(outlook.database())));
        }
        events.sort(Comparator.comparing(Event::at).thenComparing(Event::kind).thenComparing(Event::subject));
        return new Forecast(from, until, checkup, List.copyOf(events));
    }

    private static List<Event> changes(Prospect prospect, Instant from, Instant until) {
        SortedMap<Instant, Finding> scheduled = Verdicts.of(prospect, from, until, Course.SCHEDULED);
        List<Event> events = new ArrayList<>();
        scheduled.tailMap(from.plusNanos(1)).forEach((at, verdict) -> events.add(event(at, verdict)));
        Severity worst = scheduled.get(from).severity();
        for (Map.Entry<Instant, Finding> idle :
                Verdicts.of(prospect, from, until, Course.IDLE).entrySet()) {
            Instant at = idle.getKey();
            Severity then = idle.getValue().severity();
            Severity otherwise =
                    scheduled.get(scheduled.headMap(at.plusNanos(1)).lastKey()).severity();
            if (then.compareTo(worst) > 0) {
                worst = then;
                if (then.compareTo(otherwise) > 0) {
                    events.add(deadline(at, idle.getValue()));
                }
            }
        }
        return events;
    }

    private static Event event(Instant at, Finding verdict) {
        String message = verdict.severity() == Severity.OK
                ? verdict.check() + " becomes ok: " + verdict.message()
                : verdict.check() + " becomes " + verdict.severity().word() + " though all runs as scheduled: "
                        + verdict.message();
        return of(at, Event.Kind.PROMISE, verdict, message).of(verdict.severity());
    }

    /** It is still ok when it comes if the schedule is kept, and so has no severity of its own. */
    private static Event deadline(Instant at, Finding verdict) {
        return of(
                at,
                Event.Kind.DEADLINE,
                verdict,
                verdict.check() + " becomes " + verdict.severity().word() + " unless what is scheduled runs before: "
                        + verdict.message());
    }

    private static Event of(Instant at, Event.Kind kind, Finding verdict, String message) {
        return new Event(
                at, kind, verdict.subject(), message, Severity.OK, Optional.of(verdict.check()), OptionalLong.empty());
    }

    /** The worst that is found now, or will be though everything runs as scheduled. */
    public Severity worst() {
        return events.stream()
                .map(Event::severity)
                .max(Comparator.naturalOrder())
                .filter(severity -> severity.compareTo(checkup.worst()) > 0)
                .orElse(checkup.worst());
    }

    /** What breaks a promise though everything runs as scheduled, or threatens to. */
    public List<Event> broken() {
        return events.stream().filter(event -> event.severity() != Severity.OK).toList();
    }

    /** As for {@code check}: what could not be looked at always counts. */
    public ExitCode exit(Severity failOn) {
        ExitCode now = checkup.exit(failOn);
        boolean later = broken().stream()
                .map(Event::severity)
                .anyMatch(severity -> severity == Severity.UNKNOWN || severity.atLeast(failOn));
        return now == ExitCode.DONE && later ? ExitCode.FINDINGS : now;
    }
}
