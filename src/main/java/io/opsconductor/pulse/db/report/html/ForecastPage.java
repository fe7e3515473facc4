package io.opsconductor.pulse.db.report.html;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.forecast.Forecast;
import io.opsconductor.pulse.db.report.ForecastReport;

/** What is going to happen as one HTML file. */
public final class ForecastPage {
    private ForecastPage() {}

    /**
     * @param database the name of the main one; blank where none is configured
     * @param version which program made it
     */
    public static String of(Forecast forecast, String database, String version) {
        List<String> said = new ArrayList<>(List.of("From " + forecast.from().truncatedTo(ChronoUnit.SECONDS) + " to "
                + forecast.until().truncatedTo(ChronoUnit.SECONDS) + "."));
        ForecastReport.already(forecast).ifPresent(said::add);
        forecast.checkup().unreachable().ifPresent(failure -> {
            said.add(failure.getMessage());
            said.add(failure.remedy());
        });
        return new Shell(
                        "pulse-db forecast" + (database.isBlank() ? "" : " of " + database),
                        forecast.worst(),
                        ForecastReport.verdict(forecast),
                        said,
                        version,
                        "forecast",
                        ForecastReport.json(forecast))
                .page(Map.of("next", "What comes next"), page -> new UpcomingSection(page).write(forecast));
    }
}
