package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks whether jobs run by themselves. */
@ApplicationScoped
public class SchedulerCheck implements Check {
    private final TimescaleSettings settings;

    public SchedulerCheck(TimescaleSettings settings) {
        this.settings = settings;
    }

    @Override
    public String area() {
        return "timescale";
    }

    @Override
    public List<String> ids() {
        return List.of(SchedulerJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return SchedulerJudge.judge(new SchedulerCatalog().read(database), settings.schedulerExpected());
    }
}
