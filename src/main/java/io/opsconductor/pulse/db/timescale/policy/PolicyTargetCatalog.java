package io.opsconductor.pulse.db.timescale.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.JobRow;
import io.opsconductor.pulse.db.timescale.background.JobRowCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads hypertables and continuous aggregates with every job that compresses or drops them. */
final class PolicyTargetCatalog extends TimescaleCatalog<PolicyTargets> {
    @Override
    public PolicyTargets facts(Connection connection) throws SQLException {
        Aggregates facts = new AggregateCatalog().facts(connection);
        Map<Integer, JobRow> jobRows =
                facts.plain().extension().installed().isPresent() ? new JobRowCatalog().facts(connection) : Map.of();
        return new PolicyTargets(
                facts,
                Stream.concat(
                                facts.plain().hypertables().stream(),
                                facts.aggregates().stream().map(Aggregate::table))
                        .map(found -> target(found, jobRows))
                        .toList());
    }

    private static PolicyTarget target(Hypertable found, Map<Integer, JobRow> jobRows) {
        return new PolicyTarget(
                found.id(),
                found.name(),
                found.aggregate(),
                found.time(),
                found.compressionEnabled(),
                found.rowSecurity(),
                found.policies().stream()
                        .map(policy -> job(policy, jobRows.getOrDefault(policy.job(), JobRow.UNKNOWN)))
                        .toList());
    }

    private static PolicyJob job(Policy policy, JobRow jobRow) {
        return new PolicyJob(
                policy.hypertable(),
                policy.job(),
                policy.kind(),
                policy.lag(),
                policy.every(),
                policy.scheduled(),
                policy.owner(),
                jobRow.fixed().flatMap(FixedSchedule::timezone));
    }
}
