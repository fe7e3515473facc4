package io.opsconductor.pulse.db.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.drill.RecoveryHistories;
import io.opsconductor.pulse.db.drill.RecoveryHistory;
import io.opsconductor.pulse.db.forecast.Forecaster;
import io.opsconductor.pulse.db.forecast.Foresight;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.report.html.PageFacts;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimelines;
import io.quarkus.arc.All;
import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the pictures of a page are made of, looked at during a checkup; one checkup after the other. */
@Dependent
public class PageLook {
    private static final Duration AHEAD = Duration.ofDays(7);

    private final ChunkTimelines chunks;
    private final RecoveryHistories backups;
    private final Foresight foresight;
    private final String version;
    private final List<ChunkTimelines.Seen> seen = new ArrayList<>();

    PageLook(
            ChunkTimelines chunks,
            RecoveryHistories backups,
            @All List<Forecaster> forecasters,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.chunks = chunks;
        this.backups = backups;
        this.foresight = new Foresight(forecasters, AHEAD);
        this.version = version;
    }

    /** At each database after its checkup, several at once. */
    public void at(Database database, Collection<String> judged, Instant now) {
        foresight.at(database, judged, now);
        if (!database.isMissing() && (judged.contains("compression") || judged.contains("retention"))) {
            ChunkTimelines.Seen found = chunks.of(database);
            synchronized (seen) {
                seen.add(found);
            }
        }
    }

    /**
     * What was seen since the last time, and the backups as they are now.
     *
     * @param areas that were judged; empty for all
     */
    public PageFacts facts(Database main, CheckupResult result, Collection<String> areas) {
        List<ChunkTimelines.Seen> found;
        synchronized (seen) {
            found = seen.stream()
                    .sorted(Comparator.comparing(one -> one.database().orElse("")))
                    .toList();
            seen.clear();
        }
        List<RecoveryHistory> sets =
                areas.isEmpty() || areas.contains("backups") ? backups.of(main, result.checkedAt()) : List.of();
        return new PageFacts(Check.title(main), result, found, sets, foresight.forecast(result), version);
    }
}
