package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import jakarta.inject.Singleton;

/** Looks whether jobs run by themselves. */
@Singleton
public class SchedulerCheck extends Check {
    private final TimescaleSettings settings;

    public SchedulerCheck(TimescaleSettings settings) {
        super("timescale", SchedulerJudge.ID);
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return SchedulerJudge.judge(new SchedulerCatalog().read(database), settings.schedulerExpected());
    }
}
