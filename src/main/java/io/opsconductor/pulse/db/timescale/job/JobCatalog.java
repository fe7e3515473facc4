package io.opsconductor.pulse.db.timescale.job;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.JobRowCatalog;
import io.opsconductor.pulse.db.timescale.background.SharedCatalog;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.extension.ClockCatalog;
import io.opsconductor.pulse.db.timescale.extension.Extension;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads all jobs and how they fared. */
public final class JobCatalog extends TimescaleCatalog<Jobs> {
    private final SharedCatalog shared;

    public JobCatalog() {
        this(new SharedCatalog());
    }

    /** @param shared what others have asked of the same database by now */
    JobCatalog(SharedCatalog shared) {
        this.shared = shared;
    }

    @Override
    public Jobs facts(Connection connection) throws SQLException {
        JobRowCatalog jobRows = new JobRowCatalog();
        Extension extension = shared.extension(connection);
        return new Jobs(
                extension.database(),
                extension.role(),
                extension.schema(),
                new ClockCatalog().facts(connection),
                extension.installed().isPresent() ? jobs(connection, jobRows) : List.of());
    }

    private List<Job> jobs(Connection connection, JobRowCatalog jobRows) throws SQLException {
        Map<Integer, JobOwner> owners = shared.owners(connection);
        Optional<Checkpoint> checkpoint = checkpoint(connection);
        return Query.list(connection, SqlFile.read("timescale/jobs"), row -> job(row, jobRows, owners, checkpoint));
    }

    /** Empty where this role may not ask for it. */
    private static Optional<Checkpoint> checkpoint(Connection connection) {
        try {
            return Query.first(
                    connection,
                    SqlFile.read("timescale/checkpoint"),
                    row -> new Checkpoint(
                            row.getObject("checkpoint_time", OffsetDateTime.class)
                                    .toInstant(),
                            row.getLong("age")));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** @param age in transactions */
    private record Checkpoint(Instant time, long age) {}

    private static Job job(
            ResultSet row, JobRowCatalog jobRows, Map<Integer, JobOwner> owners, Optional<Checkpoint> checkpoint)
            throws SQLException {
        Optional<Instant> lastStart = Columns.time(row, "last_start");
        long age = lastStart.isPresent() ? 0 : jobRows.age(row);
        Optional<HypertableName> subject = name(row.getString("schema_name"), row.getString("table_name"));
        Job.Task task = Job.Task.of(row.getInt("job_id"), row.getBoolean("policy"), row.getString("proc_name"));
        boolean needsSubject = row.getBoolean("acts") || (task != Job.Task.OTHER && task != Job.Task.OWN);
        return new Job(
                row.getInt("job_id"),
                task,
                row.getString("procedure"),
                row.getString("application_name"),
                row.getBoolean("procedure_exists"),
                subject,
                subject.isEmpty() && needsSubject,
                name(row.getString("listed_schema"), row.getString("listed_table")),
                owners.getOrDefault(row.getInt("job_id"), JobOwner.UNKNOWN),
                row.getBoolean("scheduled"),
                JobRowCatalog.retries(row),
                jobRows.fixed(row),
                Columns.time(row, "next_start"),
                lastStart,
                Columns.time(row, "last_finish"),
                Columns.time(row, "last_success"),
                checkpoint.filter(last -> age > last.age()).map(Checkpoint::time),
                row.getBoolean("in_session"),
                Optional.ofNullable(row.getString("error")).map(JobCatalog::oneLine),
                Optional.ofNullable(row.getString("sqlstate")));
    }

    private static Optional<HypertableName> name(String schema, String table) {
        return schema == null ? Optional.empty() : Optional.of(new HypertableName(schema, table));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
