package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;

/** What keeps a run from beginning: none of it gets better by trying again. Pure. */
final class Refusals {
    private Refusals() {}

    static Optional<PulseFailure> of(MigrationPlan plan, List<LintProblem> lint) {
        return first(
                        plan,
                        MigrationState.FAILED,
                        "failed half-way",
                        "look at what it left, then remove its row from flyway_schema_history")
                .or(() -> first(
                        plan,
                        MigrationState.CHANGED,
                        "was changed after it was applied",
                        "restore the file as it was, and put the change into a new migration"))
                .or(() -> first(
                        plan,
                        MigrationState.MISSING,
                        "is applied, but not in the folder",
                        "use an image as new as the database, or bring the file back"))
                .or(() -> lint.stream()
                        .filter(LintProblem::isError)
                        .findFirst()
                        .map(problem -> PulseFailure.usage(problem.text(), problem.remedy())));
    }

    private static Optional<PulseFailure> first(MigrationPlan plan, MigrationState state, String what, String remedy) {
        List<MigrationStatus> rows = plan.status().in(state);
        String more = rows.size() > 1 ? " (and " + (rows.size() - 1) + " more, see pulse-db status)" : "";
        return rows.stream()
                .findFirst()
                .map(row -> PulseFailure.usage("migration " + row.script() + " " + what + more, remedy));
    }
}
