package io.opsconductor.pulse.db.drill.ready;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks for what restores left that were killed: the next restore is not what people look at meanwhile. */
@Singleton
public class LeftBehindCheck extends Check {
    public LeftBehindCheck() {
        super("schema", LeftBehindJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return LeftBehindJudge.judge(database.name(), LeftBehindCatalog.read(database));
    }
}
