package io.opsconductor.pulse.db.timescale.background;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads owners and fixed schedules of all jobs from the jobs' own table, by the id of the job. */
public final class JobRowCatalog extends TimescaleCatalog<Map<Integer, JobRow>> {
    private Map<Integer, JobRow> jobRows;

    @Override
    public Map<Integer, JobRow> facts(Connection connection) throws SQLException {
        boolean moved =
                Query.one(connection, SqlFile.read("timescale/has-new-jobs-table"), row -> row.getBoolean("present"));
        return Query.map(
                connection,
                SqlFile.read("timescale/job-owners-" + (moved ? "2.25" : "2.11")),
                row -> row.getInt("id"),
                JobRowCatalog::jobRow);
    }

    /**
     * The fixed schedule of a row's job, for remedies. The table is read once, and only where a job has such a schedule;
     * a role that may not read it loses nothing but that.
     *
     * @param row has the columns job_id and fixed_schedule
     */
    public Optional<FixedSchedule> fixed(ResultSet row) throws SQLException {
        if (!row.getBoolean("fixed_schedule")) {
            return Optional.empty();
        }
        return of(row).fixed();
    }

    /** How many transactions ago a row's job was made or changed; 0 when that is not known. */
    public long age(ResultSet row) throws SQLException {
        return of(row).age();
    }

    private JobRow of(ResultSet row) throws SQLException {
        if (jobRows == null) {
            try {
                jobRows = facts(row.getStatement().getConnection());
            } catch (SQLException e) {
                jobRows = Map.of();
            }
        }
        return jobRows.getOrDefault(row.getInt("job_id"), JobRow.UNKNOWN);
    }

    private static JobRow jobRow(ResultSet row) throws SQLException {
        Optional<FixedSchedule> fixed = row.getBoolean("fixed_schedule")
                ? Optional.of(new FixedSchedule(
                        Columns.time(row, "initial_start"), Optional.ofNullable(row.getString("timezone"))))
                : Optional.empty();
        return new JobRow(row.getString("owner"), fixed, row.getLong("age"));
    }

    /** How often a job runs and what delays it, from a row of the jobs. */
    public static Retries retries(ResultSet row) throws SQLException {
        return new Retries(
                Duration.of(row.getLong("every_micros"), ChronoUnit.MICROS),
                Duration.of(row.getLong("retry_micros"), ChronoUnit.MICROS),
                row.getBoolean("fixed_schedule"),
                row.getInt("failures"),
                row.getInt("crashes"));
    }
}
