package io.opsconductor.pulse.db.report.html;

import java.time.Duration;
import java.util.List;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.forecast.Forecast;
import io.opsconductor.pulse.db.report.ForecastReport;

/** What comes next: as scheduled, and what will be missed. */
final class UpcomingSection {
    private final Markup page;

    UpcomingSection(Markup page) {
        this.page = page;
    }

    void write(Forecast forecast) {
        page.open("section", "id", "next", "aria-labelledby", "next-title")
                .element("h2", "What comes next", "id", "next-title");
        if (forecast.events().isEmpty()) {
            page.element("p", "Nothing is scheduled that is known here.");
        } else {
            page.element("p", "A deadline is when a promise is broken unless what is scheduled runs before.");
            CheckPage.table(
                    page,
                    "Within " + Durations.text(Duration.between(forecast.from(), forecast.until())),
                    List.of("At", "In", "What", "Of", "In words"),
                    ForecastReport.listed(forecast).stream()
                            .limit(ForecastReport.MOST)
                            .map(event -> row(forecast, event))
                            .toList());
            ForecastReport.more(forecast).ifPresent(more -> page.element("p", more));
        }
        page.close().line();
    }

    private static List<String> row(Forecast forecast, Event event) {
        return List.of(
                RecoverySection.minute(event.at()),
                Durations.text(Duration.between(forecast.from(), event.at())),
                (event.severity() == Severity.OK ? "" : "✖ ") + event.kind().word(),
                event.subject(),
                event.message());
    }
}
