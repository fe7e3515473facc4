package io.opsconductor.pulse.db.timescale.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.job.Job;
import io.opsconductor.pulse.db.timescale.job.JobJudge;
import io.opsconductor.pulse.db.timescale.job.JobLook;
import io.opsconductor.pulse.db.timescale.job.Jobs;
import jakarta.inject.Singleton;

/** Looks whether continuous aggregates are refreshed, and how the jobs that do it fare. */
@Singleton
public class AggregateCheck extends Check {
    private final TimescaleSettings settings;

    public AggregateCheck(TimescaleSettings settings) {
        super("aggregates", AggregateJudge.ID);
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Jobs seen = JobLook.at(database, settings, AggregateJudge.ID).facts();
        AggregateJudge aggregates = AggregateJudge.of(
                AggregateCatalog.once(database), seen.present(), settings.jobGrace(), settings.schedulerExpected());
        List<Finding> findings = new ArrayList<>(aggregates.judge());
        JobJudge jobs = JobLook.at(database, settings, AggregateJudge.ID, aggregates.deleting());
        // One line tells that an aggregate is well; its jobs are named where they are not.
        jobs.judge(Job.Task.REFRESH, job -> false).stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .forEach(findings::add);
        return List.copyOf(findings);
    }
}
