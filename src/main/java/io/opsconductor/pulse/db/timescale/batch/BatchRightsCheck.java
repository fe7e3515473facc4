package io.opsconductor.pulse.db.timescale.batch;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.inject.Singleton;

/** Looks at who may write into the compressed tables of hypertables whose rows have to be compressed or dropped in time. */
@Singleton
public class BatchRightsCheck extends Check {
    private final Promises promises;

    public BatchRightsCheck(Promises promises) {
        super(PolicyKind.COMPRESSION.noun(), BatchRightsJudge.ID);
        this.promises = promises;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        TimescaleSnapshot seen = TimescaleSnapshot.of(database, promises.of(database));
        return BatchRightsJudge.judge(
                seen.facts().extension().database(), OpenBatchesCatalog.read(seen, BatchRightsJudge.FEW));
    }
}
