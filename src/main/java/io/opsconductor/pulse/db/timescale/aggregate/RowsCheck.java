package io.opsconductor.pulse.db.timescale.aggregate;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import jakarta.inject.Singleton;

/**
 * Compares buckets of continuous aggregates with their source, where the configuration gives it time: what was written without
 * being logged is seen in no other way.
 */
@Singleton
public class RowsCheck extends Check {
    private final TimescaleSettings settings;
    private final SecureRandom random = new SecureRandom();

    public RowsCheck(TimescaleSettings settings) {
        super("aggregates", RowsJudge.ID);
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        if (settings.compareAggregates().isEmpty()) {
            return List.of();
        }
        List<Aggregate> aggregates =
                new ArrayList<>(AggregateCatalog.once(database).aggregates());
        if (aggregates.isEmpty()) {
            return List.of();
        }
        Collections.shuffle(aggregates, random);
        Duration time = settings.compareAggregates().get();
        return database
                .read("compare", session -> ComparisonCatalog.looks(database, session, aggregates, time, random))
                .stream()
                .map(RowsJudge::judge)
                .toList();
    }
}
