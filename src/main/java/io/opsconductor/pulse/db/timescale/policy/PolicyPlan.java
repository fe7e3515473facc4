package io.opsconductor.pulse.db.timescale.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * What has to be done to bring the policies to the configuration.
 *
 * @param steps in the order in which they are carried out, all or none
 * @param refused what differs too and is left as it is
 */
public record PolicyPlan(List<PolicyStep> steps, List<RefusedPolicy> refused) {

    /**
     * @param goes what is past the wanted retention, by the id of the hypertable
     * @param suffering what an aggregate would suffer from the wanted retention, by the id of the hypertable
     * @param byCreationChanges whether alter_job can change a policy by creation time
     */
    static PolicyPlan of(
            List<PolicyComparison> rows,
            PolicyRequest request,
            Map<Integer, ChunkTotal> goes,
            Map<Integer, Finding> suffering,
            boolean byCreationChanges,
            PolicySql sql) {
        List<PolicyStep> steps = new ArrayList<>();
        List<RefusedPolicy> refused = new ArrayList<>();
        PolicyRefusals refusals =
                new PolicyRefusals(request, goes, suffering, byCreationChanges, new Remedies(sql.schema(), true));
        rows.stream().filter(request::covers).forEach(row -> refusals.of(row)
                .ifPresentOrElse(refused::add, () -> steps.addAll(steps(row, goes, sql))));
        return new PolicyPlan(List.copyOf(steps), List.copyOf(refused));
    }

    private static List<PolicyStep> steps(PolicyComparison row, Map<Integer, ChunkTotal> goes, PolicySql sql) {
        return switch (row.state()) {
            case MISSING -> add(row, goes, sql);
            case DIFFERS, PAUSED -> alter(row, goes, sql);
            default -> List.of();
        };
    }

    private static List<PolicyStep> add(PolicyComparison row, Map<Integer, ChunkTotal> goes, PolicySql sql) {
        PolicyTarget target = row.target().orElseThrow();
        Duration lag = row.wanted().orElseThrow();
        Duration step = row.expectation().step();
        List<PolicyStep> steps = new ArrayList<>();
        if (row.kind() == PolicyKind.COMPRESSION && !target.compressionEnabled()) {
            steps.add(step(
                    row,
                    "enable compression (TimescaleDB chooses segmentby and orderby)",
                    PolicySql.enableCompression(target),
                    false,
                    OptionalInt.empty(),
                    goes));
        }
        steps.add(step(
                row,
                "add: " + after(row, lag),
                sql.add(row.kind(), target, lag, step),
                true,
                OptionalInt.empty(),
                goes));
        return steps;
    }

    private static List<PolicyStep> alter(PolicyComparison row, Map<Integer, ChunkTotal> goes, PolicySql sql) {
        PolicyJob job = row.job().orElseThrow();
        if (row.keptForever()) {
            return List.of(step(row, "pause job " + job.job() + ": kept forever", sql.schedule(job, false), job, goes));
        }
        List<PolicyStep> steps = new ArrayList<>();
        Duration lag = row.wanted().orElseThrow();
        if (row.lagDiffers()) {
            Duration step = row.expectation().step();
            String does = "change job " + job.job() + ": " + after(row, lag) + " (was " + row.after(job) + ")";
            steps.add(step(row, does, sql.changeLag(job, lag, step), job, goes));
        }
        if (!job.scheduled()) {
            steps.add(step(row, "resume job " + job.job(), sql.schedule(job, true), job, goes));
        }
        return steps;
    }

    private static PolicyStep step(
            PolicyComparison row, String does, String sql, PolicyJob job, Map<Integer, ChunkTotal> goes) {
        return step(row, does, sql, false, OptionalInt.of(job.job()), goes);
    }

    private static PolicyStep step(
            PolicyComparison row,
            String does,
            String sql,
            boolean bound,
            OptionalInt job,
            Map<Integer, ChunkTotal> goes) {
        Optional<ChunkTotal> drops = row.wouldDropSooner() ? Optional.of(goes(row, goes)) : Optional.empty();
        return new PolicyStep(row.subject(), row.policy(), does, sql, bound, job, drops);
    }

    static ChunkTotal goes(PolicyComparison row, Map<Integer, ChunkTotal> goes) {
        return goes.getOrDefault(row.target().orElseThrow().id(), ChunkTotal.NONE);
    }

    private static String after(PolicyComparison row, Duration lag) {
        return row.kind().verb() + " after " + Durations.text(lag);
    }
}
