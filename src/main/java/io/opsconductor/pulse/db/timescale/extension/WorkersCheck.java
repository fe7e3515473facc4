package io.opsconductor.pulse.db.timescale.extension;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks whether the server has workers enough for its schedulers and jobs. */
@Singleton
public class WorkersCheck extends Check {
    private final TimescaleSettings settings;

    public WorkersCheck(TimescaleSettings settings) {
        super("timescale", WorkersJudge.ID);
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        if (!settings.schedulerExpected()) {
            return nothing(database, "no scheduler is expected here, so no workers are needed");
        }
        return new WorkersCatalog()
                .read(database)
                .map(facts -> WorkersJudge.judge(facts, settings.concurrentJobs()))
                .orElseGet(() -> nothing(database, "TimescaleDB is not installed: see timescale.extension"));
    }

    private static List<Finding> nothing(Database database, String reason) {
        return List.of(Finding.ok(WorkersJudge.ID, database.name(), "", "", reason));
    }
}
