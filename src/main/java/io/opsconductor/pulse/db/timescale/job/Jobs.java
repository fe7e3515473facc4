package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.List;

/**
 * The jobs of one database.
 *
 * @param role the role that looked
 * @param schema of TimescaleDB's functions
 * @param present by the database's clock
 * @param jobs empty as well when the extension is not installed
 */
public record Jobs(String database, String role, String schema, Instant present, List<Job> jobs) {

    public List<Job> of(Job.Task task) {
        return jobs.stream().filter(job -> job.task() == task).toList();
    }
}
