package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code preflight.backup-rights}: whether the role that dumps may read all. */
@Singleton
public class BackupRightsCheck extends PreflightCheck {
    public BackupRightsCheck() {
        super(Set.of(PreflightTask.BACKUP), List.of(RightsJudge.BACKUP));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return List.of(RightsJudge.backup(TargetCatalog.rights(database)));
    }
}
