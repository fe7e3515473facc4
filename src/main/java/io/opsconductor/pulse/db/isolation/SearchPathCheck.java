package io.opsconductor.pulse.db.isolation;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.trust.SearchPathCatalog;
import jakarta.inject.Singleton;

/** {@code schema.search-path}: who may write where sessions look for names. */
@Singleton
public class SearchPathCheck extends Check {
    public SearchPathCheck() {
        super("schema", SearchPathJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return SearchPathJudge.judge(database.name(), SearchPathCatalog.read(database));
    }
}
