package io.opsconductor.pulse.db.report;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.forecast.Forecast;

/** What {@code forecast} prints. */
public final class ForecastReport {
    /** What a person reads; JSON has them all. */
    public static final int MOST = 200;

    private ForecastReport() {}

    public static String table(Forecast forecast) {
        List<String> lines = new ArrayList<>();
        if (!forecast.events().isEmpty()) {
            Table table = new Table().row("AT", "IN", "WHAT", "OF", "IN WORDS");
            listed(forecast).stream()
                    .limit(MOST)
                    .forEach(event -> table.row(row(forecast, event).toArray(String[]::new)));
            lines.addAll(table.lines());
            lines.add("");
        }
        more(forecast).ifPresent(lines::add);
        lines.add(verdict(forecast) + ".");
        already(forecast).ifPresent(lines::add);
        return String.join(System.lineSeparator(), lines);
    }

    /** When, in how long, what, of what, in words. */
    private static List<String> row(Forecast forecast, Event event) {
        return List.of(
                event.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                Durations.text(Duration.between(forecast.from(), event.at())),
                (event.severity() == Severity.OK ? "" : CheckReport.label(event.severity()) + " ")
                        + event.kind().word(),
                event.subject(),
                event.message());
    }

    /** Of verdicts that change over and over, as with a schedule that cannot keep its promise, each is told once. */
    public static List<Event> listed(Forecast forecast) {
        Map<List<Object>, Long> times = forecast.events().stream()
                .filter(event -> event.kind() == Event.Kind.PROMISE)
                .collect(Collectors.groupingBy(ForecastReport::change, Collectors.counting()));
        Set<List<Object>> told = new HashSet<>();
        return forecast.events().stream()
                .filter(event -> event.kind() != Event.Kind.PROMISE || told.add(change(event)))
                .map(event -> again(event, times.getOrDefault(change(event), 1L) - 1))
                .toList();
    }

    private static List<Object> change(Event event) {
        return List.of(event.kind(), event.subject(), event.check(), event.severity());
    }

    private static Event again(Event event, long times) {
        return times == 0
                ? event
                : new Event(
                        event.at(),
                        event.kind(),
                        event.subject(),
                        event.message() + "; again " + Counted.of(times, "time"),
                        event.severity(),
                        event.check(),
                        event.bytes());
    }

    /** What a list of the first {@value #MOST} leaves out. */
    public static Optional<String> more(Forecast forecast) {
        int listed = listed(forecast).size();
        return listed > MOST
                ? Optional.of("… and " + (listed - MOST) + " more; --output=json has all.")
                : Optional.empty();
    }

    /** One sentence, without its full stop. */
    public static String verdict(Forecast forecast) {
        long broken = listed(forecast).stream()
                .filter(event -> event.severity() != Severity.OK)
                .count();
        String within = "within " + Durations.text(Duration.between(forecast.from(), forecast.until()));
        return broken == 0
                ? "No promise is broken " + within + " if all runs as scheduled"
                : Counted.of(broken, "event") + " " + within
                        + (broken == 1 ? " breaks or threatens" : " break or threaten")
                        + " a promise though all runs as scheduled";
    }

    /** What is wrong before anything has happened. */
    public static Optional<String> already(Forecast forecast) {
        return forecast.checkup().worst() == Severity.OK
                ? Optional.empty()
                : Optional.of("Now: " + CheckReport.summary(forecast.checkup()) + "; pulse-db check lists them.");
    }

    public static String json(Forecast forecast) {
        ObjectNode document = Json.object();
        document.put("from", forecast.from().toString())
                .put("until", forecast.until().toString());
        document.put("worst", forecast.worst().word());
        ArrayNode events = document.putArray("events");
        for (Event event : forecast.events()) {
            ObjectNode node = events.addObject()
                    .put("at", event.at().toString())
                    .put("kind", event.kind().word())
                    .put("subject", event.subject())
                    .put("message", event.message())
                    .put("severity", event.severity().word());
            event.check().ifPresent(check -> node.put("check", check));
            event.bytes().ifPresent(bytes -> node.put("bytes", bytes));
        }
        ArrayNode now = document.putArray("now");
        forecast.checkup().notOk().findings().forEach(finding -> CheckReport.fields(now.addObject(), finding));
        forecast.checkup().unreachable().ifPresent(failure -> document.set("error", FailureDocument.error(failure)));
        return Json.text(document);
    }
}
