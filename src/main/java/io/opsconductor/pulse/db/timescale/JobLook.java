package io.opsconductor.pulse.db.timescale;

import io.opsconductor.pulse.db.postgres.Database;

/** Reads the jobs of a database for the checks that judge them. */
final class JobLook {
    private JobLook() {}

    /** @param id under which the findings are to stand */
    static JobJudge at(Database database, TimescaleSettings settings, String id) {
        JobLimits limits = new JobLimits(settings.jobGrace(), settings.jobFailures(), settings.schedulerExpected());
        return new JobJudge(id, new JobCatalog().read(database), limits);
    }
}
