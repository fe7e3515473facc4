package io.opsconductor.pulse.db.cli.check;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.report.html.CheckPage;
import jakarta.enterprise.context.Dependent;

/** {@code check --output=html}: a checkup, and what its pictures are made of. */
@Dependent
class CheckPages {
    private final CommonOptions options;
    private final Survey survey;
    private final CheckMetrics metrics;
    private final PageLook look;

    CheckPages(CommonOptions options, Survey survey, CheckMetrics metrics, PageLook look) {
        this.options = options;
        this.survey = survey;
        this.metrics = metrics;
        this.look = look;
    }

    /** As {@link Survey#run}; prints the page, if that is what is asked for. */
    CheckupResult look(Database main, boolean others, List<String> areas, Instant now) {
        if (!options.html()) {
            return metrics.look(main, others, areas, now);
        }
        CheckupResult result = survey.measure(main, others, areas, now, look::at);
        Output.print(CheckPage.of(look.facts(main, result, areas)));
        metrics.publish(result, main);
        return result;
    }
}
