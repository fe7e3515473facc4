package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code preflight.migrate-rights}: whether the role that migrates may create and alter. */
@Singleton
public class MigrateRightsCheck extends PreflightCheck {
    public MigrateRightsCheck() {
        super(Set.of(PreflightTask.MIGRATE), List.of(RightsJudge.MIGRATE));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) throws Exception {
        return List.of(RightsJudge.migrate(TargetCatalog.rights(database), TargetSessionCatalog.createsIn(database)));
    }
}
