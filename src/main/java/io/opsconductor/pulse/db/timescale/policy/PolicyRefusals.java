package io.opsconductor.pulse.db.timescale.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.timescale.catalog.IntegerClock;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * What differs from the configuration and is left as it is, and why.
 *
 * @param goes what is past the wanted retention, by the id of the hypertable
 * @param suffering what an aggregate would suffer from the wanted retention, by the id of the hypertable
 * @param byCreationChanges whether alter_job can change a policy by creation time
 */
record PolicyRefusals(
        PolicyRequest request,
        Map<Integer, ChunkTotal> goes,
        Map<Integer, Finding> suffering,
        boolean byCreationChanges,
        Remedies remedies) {
    /** Empty for what can be done, and where nothing has to be. */
    Optional<RefusedPolicy> of(PolicyComparison row) {
        return switch (row.state()) {
            case AS_WANTED, NOBODY_DECLARED, UNDECIDED -> Optional.empty();
            case NO_HYPERTABLE ->
                refused(
                        row,
                        "there is no such hypertable or continuous aggregate",
                        Remedies.missing(row.expectation()));
            case TWICE -> row.wanted().isEmpty() && !row.keptForever() ? Optional.empty() : twice(row);
            case UNCLEAR -> refused(row, "integer-step is not set for its time column", stepRemedy(row));
            default -> obstacle(row).or(() -> suffered(row)).or(() -> dropping(row));
        };
    }

    private Optional<RefusedPolicy> twice(PolicyComparison row) {
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
    private Optional<RefusedPolicy> obstacle(PolicyComparison row) {
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
    private Optional<RefusedPolicy> suffered(PolicyComparison row) {
        return row.wouldDropSooner()
                ? Optional.ofNullable(suffering.get(row.target().orElseThrow().id()))
                        .flatMap(worse -> refused(
                                row,
                                "aggregate " + worse.subject() + " would suffer from dropping after "
                                        + Durations.text(row.wanted().orElseThrow()) + ": " + worse.message(),
                                worse.cure()))
                : Optional.empty();
    }

    private Optional<RefusedPolicy> dropping(PolicyComparison row) {
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
                        + "): " + PolicyPlan.goes(row, goes).text() + " would go at the next run",
                Remedy.command("pulse-db policies apply --allow-dropping="
                        + ShellWord.of(row.expectation().name())));
    }

    private static Optional<RefusedPolicy> refused(PolicyComparison row, String reason, Remedy remedy) {
        return Optional.of(new RefusedPolicy(row.subject(), row.policy(), reason, remedy));
    }

    private static Remedy stepRemedy(PolicyComparison row) {
        return Remedies.step(row.expectation(), row.target().orElseThrow().time());
    }
}
