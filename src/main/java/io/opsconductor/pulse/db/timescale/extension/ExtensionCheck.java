package io.opsconductor.pulse.db.timescale.extension;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks at TimescaleDB itself: version and edition. */
@Singleton
public class ExtensionCheck extends Check {
    public ExtensionCheck() {
        super("timescale", ExtensionJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return ExtensionJudge.judge(new ExtensionCatalog().read(database));
    }
}
