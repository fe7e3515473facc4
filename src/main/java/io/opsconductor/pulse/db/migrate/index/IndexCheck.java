package io.opsconductor.pulse.db.migrate.index;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code schema.index}: what an interrupted CREATE INDEX CONCURRENTLY left behind. */
@Singleton
public class IndexCheck extends Check {
    public IndexCheck() {
        super("schema", IndexJudge.INDEX);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return IndexJudge.judge(database.name(), IndexCatalog.invalid(database));
    }
}
