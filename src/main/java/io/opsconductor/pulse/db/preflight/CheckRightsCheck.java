package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code preflight.check-rights}: whether the role that judges sees what it has to. */
@Singleton
public class CheckRightsCheck extends PreflightCheck {
    public CheckRightsCheck() {
        super(Set.of(PreflightTask.CHECK), List.of(RightsJudge.CHECK));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return List.of(RightsJudge.check(TargetCatalog.rights(database)));
    }
}
