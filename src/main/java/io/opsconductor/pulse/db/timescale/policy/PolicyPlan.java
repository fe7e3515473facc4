package io.opsconductor.pulse.db.timescale.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.timescale.catalog.IntegerClock;
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
        rows.stream().filter(request::covers).forEach(row -> {
            Optional<RefusedPolicy> refusal =
                    refusal(row, request, goes, suffering, byCreationChanges, new Remedies(sql.schema(), true));
            refusal.ifPresentOrElse(refused::add, () -> steps.addAll(steps(row, goes, sql)));
        });
        return new PolicyPlan(List.copyOf(steps), List.copyOf(refused));
    }

    private static Optional<RefusedPolicy> refusal(
            PolicyComparison row,
            PolicyRequest request,
            Map<Integer, ChunkTotal> goes,
            Map<Integer, Finding> suffering,
            boolean byCreationChanges,
            Remedies remedies) {
        return switch (row.state()) {
            case AS_WANTED, NOBODY_DECLARED, UNDECIDED -> Optional.empty();
            case NO_HYPERTABLE ->
                refused(
                        row,
                        "there is no such hypertable or continuous aggregate",
                        Remedies.missing(row.expectation()));
            case TWICE -> row.wanted().isEmpty() && !row.keptForever() ? Optional.empty() : twice(row, remedies);
            case UNCLEAR -> refused(row, "integer-step is not set for its time column", stepRemedy(row));
            default ->
                obstacle(row, byCreationChanges)
                        .or(() -> suffering(row, suffering))
                        .or(() -> dropping(row, request, goes));
        };
    }

    private static Optional<RefusedPolicy> twice(PolicyComparison row, Remedies remedies) {
        List<PolicyJob> jobs = row.jobs();
        String each = String.join(
                ", ",
                jobs.stream().map(job -> job.job() + " after " + row.after(job)).toList());
        return refused(
                row,
                jobs.size() + " jobs do the same: " + each,
                remedies.deleteJob(jobs.get(jobs.size() - 1).job()).note("or another: you know which is meant"));
    }

    /**
     * Adding or altering a policy runs the table's integer_now function and the job's check function in the session of
     * whoever does it.
     */
    private static Optional<RefusedPolicy> strange(PolicyComparison row, PolicyTarget target) {
        Optional<PolicyJob> unsafe = row.job().filter(job -> !job.owner().alterable());
        if (unsafe.isEmpty() && (row.job().isPresent() || target.time().trusted())) {
            return Optional.empty();
        }
        String role = unsafe.map(job -> job.owner().name())
                .or(() -> target.time().clock().flatMap(IntegerClock::caller))
                .orElse("");
        return role.isEmpty()
                ? refused(
                        row,
                        "it would call the table's integer_now function, which may read what belongs to another role",
                        target.time().clock().orElseThrow().remedy(""))
                : refused(
                        row,
                        "it would run functions of role " + role + " with the rights of this one",
                        Remedy.text("run pulse-db policies apply as role " + role));
    }

    /** What stands in the way of adding, changing or resuming. */
    private static Optional<RefusedPolicy> obstacle(PolicyComparison row, boolean byCreationChanges) {
        PolicyTarget target = row.target().orElseThrow();
        Optional<RefusedPolicy> strange = strange(row, target);
        if (strange.isPresent()) {
            return strange;
        }
        if (row.job().isEmpty()) {
            boolean steps = target.time().integer();
            if (steps && row.expectation().integerStep().isEmpty()) {
                return refused(
                        row,
                        "column " + target.time().name() + " counts integers, the promise is a time",
                        stepRemedy(row));
            }
            return row.kind() == PolicyKind.COMPRESSION && target.rowSecurity() && !target.compressionEnabled()
                    ? refused(
                            row,
                            "row security is on, and TimescaleDB allows only one of the two",
                            Remedies.configure(row.expectation().name(), "compress-after", "(empty)")
                                    .or(Remedy.sql("ALTER TABLE "
                                            + target.name().identifier() + " DISABLE ROW LEVEL SECURITY;")))
                    : Optional.empty();
        }
        boolean stuck = row.job().filter(job -> job.lag().byCreation()).isPresent() && !byCreationChanges;
        return stuck
                ? refused(
                        row,
                        "job " + row.job().get().job()
                                + " counts from the chunks' creation, and alter_job cannot change such a policy before"
                                + " TimescaleDB 2.26.3",
                        Remedy.text("pulse-db check " + row.policy() + " prints how to replace it"))
                : Optional.empty();
    }

    /** Whatever was allowed: a refresh over what is dropped deletes it from the aggregate, and no flag asks for that. */
    private static Optional<RefusedPolicy> suffering(PolicyComparison row, Map<Integer, Finding> suffering) {
        return row.wouldDropSooner()
                ? Optional.ofNullable(suffering.get(row.target().orElseThrow().id()))
                        .flatMap(worse -> refused(
                                row,
                                "aggregate " + worse.subject() + " would suffer from dropping after "
                                        + Durations.text(row.wanted().orElseThrow()) + ": " + worse.message(),
                                worse.cure()))
                : Optional.empty();
    }

    private static Optional<RefusedPolicy> dropping(
            PolicyComparison row, PolicyRequest request, Map<Integer, ChunkTotal> goes) {
        if (!row.wouldDropSooner() || request.mayDrop(row)) {
            return Optional.empty();
        }
        String today = row.job().isEmpty()
                ? "nothing is dropped today"
                : row.job().get().scheduled()
                        ? "today it is dropped after " + row.after(row.job().get())
                        : "the policy is paused today";
        return refused(
                row,
                "dropping after " + Durations.text(row.wanted().orElseThrow()) + " would drop data sooner (" + today
                        + "): " + goes(row, goes).text() + " would go at the next run",
                Remedy.command("pulse-db policies apply --allow-dropping="
                        + ShellWord.of(row.expectation().name())));
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

    private static ChunkTotal goes(PolicyComparison row, Map<Integer, ChunkTotal> goes) {
        return goes.getOrDefault(row.target().orElseThrow().id(), ChunkTotal.NONE);
    }

    private static String after(PolicyComparison row, Duration lag) {
        return row.kind().verb() + " after " + Durations.text(lag);
    }

    private static Optional<RefusedPolicy> refused(PolicyComparison row, String reason, Remedy remedy) {
        return Optional.of(new RefusedPolicy(row.subject(), row.policy(), reason, remedy));
    }

    private static Remedy stepRemedy(PolicyComparison row) {
        return Remedies.step(row.expectation(), row.target().orElseThrow().time());
    }
}
