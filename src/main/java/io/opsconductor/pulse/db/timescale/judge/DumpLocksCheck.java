package io.opsconductor.pulse.db.timescale.judge;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.extension.LockTableCatalog;
import jakarta.inject.Singleton;

/** {@code preflight.locks}: whether the server's lock table holds what pg_dump takes, which locks every chunk at once. */
@Singleton
public class DumpLocksCheck extends PreflightCheck {
    private static final String ID = "preflight.locks";

    public DumpLocksCheck() {
        super(Set.of(PreflightTask.BACKUP), List.of(ID));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return List.of(LockTableJudge.dump(ID, LockTableCatalog.read(database)));
    }
}
