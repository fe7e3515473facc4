package io.opsconductor.pulse.db.timescale.aggregate;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import jakarta.inject.Singleton;

/** Looks for sources of continuous aggregates whose changes no refresh will ever see. */
@Singleton
public class UntoldCheck extends Check {
    public UntoldCheck() {
        super("aggregates", UntoldJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Aggregates facts = AggregateCatalog.once(database);
        return facts.aggregates().isEmpty()
                ? List.of()
                : UntoldJudge.judge(facts.plain().extension().database(), new UntoldChangesCatalog().read(database));
    }
}
