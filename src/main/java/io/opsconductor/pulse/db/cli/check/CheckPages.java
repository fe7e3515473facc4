package io.opsconductor.pulse.db.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.drill.RecoveryHistories;
import io.opsconductor.pulse.db.drill.RecoveryHistory;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.report.html.CheckPage;
import io.opsconductor.pulse.db.report.html.PageFacts;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimelines;
import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code check --output=html}: a checkup, and what its pictures are made of. */
@Dependent
class CheckPages {
    private final CommonOptions options;
    private final Survey survey;
    private final CheckMetrics metrics;
    private final ChunkTimelines chunks;
    private final RecoveryHistories backups;
    private final String version;

    CheckPages(
            CommonOptions options,
            Survey survey,
            CheckMetrics metrics,
            ChunkTimelines chunks,
            RecoveryHistories backups,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.options = options;
        this.survey = survey;
        this.metrics = metrics;
        this.chunks = chunks;
        this.backups = backups;
        this.version = version;
    }

    /** As {@link Survey#run}; prints the page, if that is what is asked for. */
    CheckupResult look(Database main, boolean others, List<String> areas, Instant now) {
        if (!options.html()) {
            return metrics.look(main, others, areas, now);
        }
        List<ChunkTimelines.Seen> seen = Collections.synchronizedList(new ArrayList<>());
        CheckupResult result = survey.measure(main, others, areas, now, (database, judged) -> {
            if (!database.isMissing() && (judged.contains("compression") || judged.contains("retention"))) {
                seen.add(chunks.of(database));
            }
        });
        Output.print(CheckPage.of(new PageFacts(
                main.isMissing() ? "" : main.name(), result, inOrder(seen), sets(main, areas, now), version)));
        metrics.publish(result, main);
        return result;
    }

    private List<RecoveryHistory> sets(Database main, Collection<String> areas, Instant now) {
        return areas.isEmpty() || areas.contains("backups") ? backups.of(main, now) : List.of();
    }

    /** The main database first. */
    private static List<ChunkTimelines.Seen> inOrder(List<ChunkTimelines.Seen> seen) {
        return seen.stream()
                .sorted(Comparator.comparing(one -> one.database().orElse("")))
                .toList();
    }
}
