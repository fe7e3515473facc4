package io.opsconductor.pulse.db.cli.check;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.metrics.Measurements;
import io.opsconductor.pulse.db.metrics.MetricsOutlet;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The look that {@code check} takes, and what it says to monitoring: on standard output, in a file, to a Pushgateway. */
@Dependent
class CheckMetrics {
    private final CommonOptions options;
    private final Survey survey;
    private final MetricsOutlet outlet;
    private final String version;

    CheckMetrics(
            CommonOptions options,
            Survey survey,
            MetricsOutlet outlet,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.options = options;
        this.survey = survey;
        this.outlet = outlet;
        this.version = version;
    }

    /** As {@link Survey#run}, and says what it measured to whoever is configured to hear it. */
    CheckupResult look(Database main, boolean others, List<String> areas, Instant now) {
        if (!outlet.isOpen() && !options.metrics()) {
            return survey.run(main, others, areas, now);
        }
        CheckupResult result = survey.measure(main, others, areas, now);
        publish(result, main);
        return result;
    }

    /** @param result with its samples */
    void publish(CheckupResult result, Database main) {
        Measurements measured = Measurements.of(result, Check.title(main), version);
        if (options.metrics()) {
            Output.print(Measurements.text(measured.samples()).stripTrailing());
        }
        outlet.publish("check", measured);
    }
}
