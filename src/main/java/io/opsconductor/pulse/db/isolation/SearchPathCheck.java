package io.opsconductor.pulse.db.isolation;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.trust.SearchPathCatalog;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code schema.search-path}: who may write where sessions look for names. */
@ApplicationScoped
public class SearchPathCheck implements Check {
    @Override
    public String area() {
        return "schema";
    }

    @Override
    public List<String> ids() {
        return List.of(SearchPathJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return SearchPathJudge.judge(database.name(), SearchPathCatalog.read(database));
    }
}
