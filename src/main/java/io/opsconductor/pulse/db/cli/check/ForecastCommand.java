package io.opsconductor.pulse.db.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.DurationOption;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.forecast.Forecast;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.ForecastReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pulse-db forecast}. */
@Command(
        name = "forecast",
        header = "Say what comes due, is dropped, or breaks a promise in the days to come; changes nothing.",
        description = "A deadline is when a promise is broken unless what is scheduled runs before.",
        footer = "  pulse-db forecast%n  pulse-db forecast --for=30d --output=html > forecast.html")
public class ForecastCommand implements Callable<Integer> {
    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How far to look, at most 366d (${DEFAULT-VALUE}).",
            defaultValue = "7d")
    Duration ahead;

    @Option(names = "--fail-on", paramLabel = "warning|critical", description = "Exit 3 from here on (critical).")
    Severity failOn = Severity.CRITICAL;

    private final CommonOptions options;
    private final Databases databases;
    private final ForecastLook look;

    ForecastCommand(CommonOptions options, Databases databases, ForecastLook look) {
        this.options = options;
        this.databases = databases;
        this.look = look;
    }

    @Override
    public Integer call() {
        try (Database database = databases.judged(options.databaseUrl)) {
            Forecast forecast = look.at(database, options.databaseUrl.isEmpty(), Instant.now(), ahead);
            options.report(
                    forecast.worst() == Severity.OK,
                    () -> ForecastReport.table(forecast),
                    () -> ForecastReport.json(forecast));
            forecast.checkup().unreachable().ifPresent(FailureLines::print);
            return forecast.exit(failOn).code();
        }
    }
}
