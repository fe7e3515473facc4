package io.opsconductor.pulse.db.timescale.extension;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at TimescaleDB itself: version and edition. */
@ApplicationScoped
public class ExtensionCheck implements Check {
    @Override
    public String area() {
        return "timescale";
    }

    @Override
    public List<String> ids() {
        return List.of(ExtensionJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return ExtensionJudge.judge(new ExtensionCatalog().read(database));
    }
}
