package io.opsconductor.pulse.db.timescale.job;

import java.util.Set;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.background.SharedCatalog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;

/** Reads the jobs of a database for the checks that judge them. */
public final class JobLook {
    private JobLook() {}

    /** @param id under which the findings are to stand */
    public static JobJudge at(Database database, TimescaleSettings settings, String id) {
        return at(database, settings, id, Set.of());
    }

    /** @param unsafe jobs that no remedy may have run */
    public static JobJudge at(Database database, TimescaleSettings settings, String id, Set<Integer> unsafe) {
        JobLimits limits = new JobLimits(settings.jobGrace(), settings.jobFailures(), settings.schedulerExpected());
        Jobs jobs = database.once(JobCatalog.class, () -> new JobCatalog(SharedCatalog.of(database)).read(database));
        return new JobJudge(id, jobs, limits, unsafe);
    }
}
