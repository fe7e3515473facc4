package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.JobRowCatalog;

/** Reads what is refreshed by itself, and which part of it. */
public final class RefreshPolicyCatalog {
    private RefreshPolicyCatalog() {}

    /** @param owners as whom each job runs, by its id */
    public static List<RefreshPolicy> policies(Connection connection, Map<Integer, JobOwner> owners)
            throws SQLException {
        // Two rows a policy, the end first.
        Map<Integer, Optional<Lag>> ends = new HashMap<>();
        JobRowCatalog jobRows = new JobRowCatalog();
        return Query.list(
                        connection,
                        SqlFile.read("timescale/refresh-policies"),
                        row -> policy(row, ends, jobRows, owners))
                .stream()
                .flatMap(Optional::stream)
                .filter(policy -> policy.owner().acts())
                .toList();
    }

    private static Optional<RefreshPolicy> policy(
            ResultSet row, Map<Integer, Optional<Lag>> ends, JobRowCatalog jobRows, Map<Integer, JobOwner> owners)
            throws SQLException {
        int job = row.getInt("job_id");
        Optional<Lag> bound = row.getBoolean("open") ? Optional.empty() : Optional.of(PolicyCatalog.lag(row));
        if (row.getString("which").equals("end")) {
            ends.put(job, bound);
            return Optional.empty();
        }
        return Optional.of(new RefreshPolicy(
                row.getInt("hypertable_id"),
                job,
                row.getBoolean("scheduled"),
                bound,
                ends.getOrDefault(job, Optional.empty()),
                JobRowCatalog.retries(row),
                jobRows.fixed(row),
                owners.getOrDefault(job, JobOwner.UNKNOWN),
                row.getLong("most_buckets") == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(row.getLong("most_buckets"))));
    }
}
