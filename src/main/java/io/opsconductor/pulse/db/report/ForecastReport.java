package io.opsconductor.pulse.db.report;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            forecast.events().stream()
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

    /** What a list of the first {@value #MOST} events leaves out. */
    public static Optional<String> more(Forecast forecast) {
        return forecast.events().size() > MOST
                ? Optional.of("… and " + (forecast.events().size() - MOST) + " more; --output=json has all.")
                : Optional.empty();
    }

    /** One sentence, without its full stop. */
    public static String verdict(Forecast forecast) {
        int broken = forecast.broken().size();
        String within = "within " + Durations.text(Duration.between(forecast.from(), forecast.until()));
        return broken == 0
                ? "Nothing breaks a promise " + within + " if all runs as scheduled"
                : Counted.of(broken, "event") + " " + within + (broken == 1 ? " breaks" : " break")
                        + " a promise or threatens one though all runs as scheduled";
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
