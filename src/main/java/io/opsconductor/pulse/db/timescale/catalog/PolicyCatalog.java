package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.JobRowCatalog;

/**
 * Reads the compression and retention policies of all hypertables. A job whose owner may not act for the table's owner is no
 * policy of that table, whatever its configuration names: anyone may add one, and it can only fail.
 */
public final class PolicyCatalog {
    private PolicyCatalog() {}

    /** @param owners as whom each job runs, by its id */
    public static List<Policy> policies(Connection connection, Map<Integer, JobOwner> owners) throws SQLException {
        JobRowCatalog jobRows = new JobRowCatalog();
        return Query.list(connection, SqlFile.read("timescale/policies"), row -> policy(row, jobRows, owners)).stream()
                .filter(policy -> policy.owner().acts())
                .toList();
    }

    private static Policy policy(ResultSet row, JobRowCatalog jobRows, Map<Integer, JobOwner> owners)
            throws SQLException {
        return new Policy(
                row.getInt("hypertable_id"),
                row.getInt("job_id"),
                row.getBoolean("compresses") ? PolicyKind.COMPRESSION : PolicyKind.RETENTION,
                lag(row),
                micros(row, "every_micros"),
                row.getBoolean("scheduled"),
                Columns.time(row, "next_start"),
                JobRowCatalog.retries(row).longest(),
                jobRows.fixed(row),
                owners.getOrDefault(row.getInt("job_id"), JobOwner.UNKNOWN));
    }

    static Lag lag(ResultSet row) throws SQLException {
        Long steps = row.getObject("steps", Long.class);
        return steps != null
                ? new Lag.Steps(steps)
                : new Lag.Span(
                        micros(row, "nominal_micros"), micros(row, "today_micros"), row.getBoolean("by_creation"));
    }

    static Duration micros(ResultSet row, String column) throws SQLException {
        return Duration.of(row.getLong(column), ChronoUnit.MICROS);
    }
}
