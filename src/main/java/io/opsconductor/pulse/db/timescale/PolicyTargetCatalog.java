package io.opsconductor.pulse.db.timescale;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** Reads hypertables and continuous aggregates with every job that compresses or drops them. */
final class PolicyTargetCatalog extends TimescaleCatalog<PolicyTargets> {
    @Override
    PolicyTargets facts(Connection connection) throws SQLException {
        Aggregates facts = new AggregateCatalog(List.of()).facts(connection);
        Map<Integer, Keeper> keepers =
                facts.plain().extension().installed().isPresent() ? keepers(connection) : Map.of();
        return new PolicyTargets(
                facts.plain().extension(),
                Stream.concat(
                                facts.plain().hypertables().stream(),
                                facts.aggregates().stream().map(Aggregate::table))
                        .map(found -> target(found, keepers))
                        .toList());
    }

    /** What the view of jobs does not tell. */
    private record Keeper(String owner, Optional<String> timezone) {
        static final Keeper UNKNOWN = new Keeper("", Optional.empty());
    }

    private static PolicyTarget target(Hypertable found, Map<Integer, Keeper> keepers) {
        return new PolicyTarget(
                found.id(),
                found.name(),
                found.aggregate(),
                found.time(),
                found.compressionEnabled(),
                found.rowSecurity(),
                found.policies().stream()
                        .map(policy -> job(policy, keepers.getOrDefault(policy.job(), Keeper.UNKNOWN)))
                        .toList());
    }

    private static PolicyJob job(Policy policy, Keeper keeper) {
        return new PolicyJob(
                policy.hypertable(),
                policy.job(),
                policy.upkeep(),
                policy.lag(),
                policy.every(),
                policy.scheduled(),
                keeper.owner(),
                keeper.timezone());
    }

    private static Map<Integer, Keeper> keepers(Connection connection) throws SQLException {
        boolean moved = Query.first(
                        connection, SqlFile.read("timescale/has-new-jobs-table"), row -> row.getBoolean("present"))
                .orElseThrow();
        Map<Integer, Keeper> keepers = new HashMap<>();
        Query.list(
                connection,
                SqlFile.read("timescale/job-owners-" + (moved ? "2.25" : "2.11")),
                row -> keepers.put(row.getInt("id"), keeper(row)));
        return keepers;
    }

    private static Keeper keeper(ResultSet row) throws SQLException {
        return new Keeper(row.getString("owner"), Optional.ofNullable(row.getString("timezone")));
    }
}
