package io.opsconductor.pulse.db.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.forecast.Forecast;
import io.opsconductor.pulse.db.forecast.Forecaster;
import io.opsconductor.pulse.db.forecast.Foresight;
import io.opsconductor.pulse.db.postgres.Database;
import io.quarkus.arc.All;
import jakarta.enterprise.context.Dependent;

/** A checkup of what time changes, and a look ahead by the facts that it has read. */
@Dependent
class ForecastLook {
    private static final List<String> AREAS = List.of("compression", "retention", "backups");

    private final Survey survey;
    private final List<Forecaster> forecasters;

    ForecastLook(Survey survey, @All List<Forecaster> forecasters) {
        this.survey = survey;
        this.forecasters = forecasters;
    }

    Forecast at(Database main, boolean others, Instant now, Duration ahead) {
        Foresight foresight = new Foresight(forecasters, ahead);
        CheckupResult result = survey.measure(main, others, AREAS, now, foresight::at);
        return foresight.forecast(result);
    }
}
