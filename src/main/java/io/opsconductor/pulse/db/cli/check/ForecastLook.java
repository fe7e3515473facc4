package io.opsconductor.pulse.db.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.cli.option.Version;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.forecast.Forecast;
import io.opsconductor.pulse.db.forecast.Forecaster;
import io.opsconductor.pulse.db.forecast.Foresight;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.report.html.ForecastPage;
import io.quarkus.arc.All;
import jakarta.enterprise.context.Dependent;

/** A checkup of what time changes, and a look ahead by the facts that it has read. */
@Dependent
class ForecastLook {
    private static final List<String> AREAS = List.of("compression", "retention", "backups");

    private static final Duration LONGEST = Duration.ofDays(366);

    private final CommonOptions options;
    private final Survey survey;
    private final List<Forecaster> forecasters;
    private final Version version;

    ForecastLook(CommonOptions options, Survey survey, @All List<Forecaster> forecasters, Version version) {
        this.options = options;
        this.survey = survey;
        this.forecasters = forecasters;
        this.version = version;
    }

    /**
     * Prints the page, if that is what is asked for.
     *
     * @throws PulseFailure (usage) when that is too far ahead
     */
    Forecast at(Database main, boolean others, Instant now, Duration ahead) {
        if (ahead.compareTo(LONGEST) > 0) {
            throw PulseFailure.usage("--for is longer than a year", "look at most 366d ahead");
        }
        Foresight foresight = new Foresight(forecasters, ahead);
        CheckupResult result = survey.measure(main, others, AREAS, now, foresight::at);
        Forecast forecast = foresight.forecast(result);
        if (options.html()) {
            Output.print(ForecastPage.of(forecast, Check.title(main), version.getVersion()[0]));
        }
        return forecast;
    }
}
