package io.opsconductor.pulse.db.timescale;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** Reads hypertables and continuous aggregates with every job that compresses or drops them. */
final class PolicyTargetCatalog extends TimescaleCatalog<PolicyTargets> {
    @Override
    PolicyTargets facts(Connection connection) throws SQLException {
        Hypertables facts = new HypertableCatalog(List.of()).facts(connection);
        List<PolicyTarget> targets = new ArrayList<>();
        if (facts.extension().installed().isPresent()) {
            Map<Integer, List<PolicyJob>> jobs = jobs(connection);
            facts.hypertables().forEach(found -> targets.add(hypertable(found, jobs)));
            targets.addAll(
                    Query.list(connection, SqlFile.read("timescale/aggregate-tables"), row -> aggregate(row, jobs)));
        }
        return new PolicyTargets(facts.extension(), List.copyOf(targets));
    }

    private static PolicyTarget hypertable(Hypertable found, Map<Integer, List<PolicyJob>> jobs) {
        return new PolicyTarget(
                found.id(),
                found.name(),
                false,
                found.time(),
                found.compressionEnabled(),
                found.rowSecurity(),
                jobs.getOrDefault(found.id(), List.of()));
    }

    private static PolicyTarget aggregate(ResultSet row, Map<Integer, List<PolicyJob>> jobs) throws SQLException {
        return new PolicyTarget(
                row.getInt("id"),
                new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                true,
                new TimeColumn(row.getString("column_name"), row.getBoolean("counts_integers"), OptionalLong.empty()),
                row.getBoolean("compression_enabled"),
                false,
                jobs.getOrDefault(row.getInt("id"), List.of()));
    }

    private static Map<Integer, List<PolicyJob>> jobs(Connection connection) throws SQLException {
        boolean moved = Query.first(
                        connection, SqlFile.read("timescale/has-new-jobs-table"), row -> row.getBoolean("present"))
                .orElseThrow();
        Map<Integer, String> zones = new HashMap<>();
        Query.list(
                connection,
                SqlFile.read("timescale/job-timezones-" + (moved ? "2.25" : "2.11")),
                row -> zones.put(row.getInt("id"), row.getString("timezone")));
        return Query.list(connection, SqlFile.read("timescale/policy-jobs"), row -> job(row, zones)).stream()
                .collect(Collectors.groupingBy(PolicyJob::hypertable));
    }

    private static PolicyJob job(ResultSet row, Map<Integer, String> zones) throws SQLException {
        return new PolicyJob(
                row.getInt("hypertable_id"),
                row.getInt("job_id"),
                row.getBoolean("compresses") ? Upkeep.COMPRESSION : Upkeep.RETENTION,
                PolicyCatalog.lag(row),
                PolicyCatalog.micros(row, "every_micros"),
                row.getBoolean("scheduled"),
                row.getString("owner"),
                Optional.ofNullable(zones.get(row.getInt("job_id"))));
    }
}
