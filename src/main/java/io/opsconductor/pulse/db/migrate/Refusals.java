package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;

/** What keeps a run from beginning: none of it gets better by trying again. Pure. */
final class Refusals {
    private Refusals() {}

    static Optional<PulseFailure> of(MigrationPlan plan, List<LintProblem> lint) {
        return of(plan, MigrateRequest.ALL, lint);
    }

    static Optional<PulseFailure> of(MigrationPlan plan, MigrateRequest request, List<LintProblem> lint) {
        return first(plan, MigrationState.FAILED)
                .or(() -> first(plan, MigrationState.CHANGED))
                .or(() -> first(plan, MigrationState.MISSING))
                .or(() -> request.allowOutOfOrder() ? Optional.empty() : outOfOrder(plan))
                .or(() -> undecided(plan))
                .or(() -> lint.stream()
                        .filter(LintProblem::isError)
                        .findFirst()
                        .map(problem -> PulseFailure.usage(problem.text(), problem.remedy())));
    }

    /** Objects are there, and neither table says what made them. */
    static PulseFailure byHand() {
        return PulseFailure.usage(
                "the schema holds tables, but no history says which migrations made them",
                "if they are what the migrations up to some VERSION make: pulse-db adopt --at=VERSION (--dry-run first);"
                        + " else point DATABASE_URL at an empty database or at one whose history is intact");
    }

    /** Two runners each recorded a part of what is applied. */
    static Optional<PulseFailure> half(List<MigrationFile> files, RecordedMigrations recorded) {
        List<MigrationFile> halves = files.stream().filter(recorded::isHalf).toList();
        return halves.stream()
                .findFirst()
                .map(file -> PulseFailure.usage(
                        "the Python runner recorded " + file.script() + more(halves.size(), "")
                                + ", the history does not: each made a half",
                        "find out what is applied; then pulse-db adopt --at=VERSION with the newest applied version, "
                                + atLeast(halves, recorded) + " or above (--dry-run first)"));
    }

    private static String atLeast(List<MigrationFile> halves, RecordedMigrations recorded) {
        MigrationVersion last = halves.get(halves.size() - 1).version();
        return recorded.newest()
                .filter(version -> version.compareTo(last) > 0)
                .orElse(last)
                .label();
    }

    private static Optional<PulseFailure> first(MigrationPlan plan, MigrationState state) {
        return first(plan, row -> row.state() == state);
    }

    private static Optional<PulseFailure> outOfOrder(MigrationPlan plan) {
        return first(
                plan,
                row -> row.outOfOrder()
                        && plan.pending().stream()
                                .anyMatch(file -> file.script().equals(row.script())));
    }

    private static Optional<PulseFailure> first(MigrationPlan plan, Predicate<MigrationStatus> refused) {
        List<MigrationStatus> rows =
                plan.status().migrations().stream().filter(refused).toList();
        return rows.stream()
                .findFirst()
                .map(row -> PulseFailure.usage(
                        "migration " + row.script() + " " + Drift.what(row)
                                + more(rows.size(), ", see pulse-db status"),
                        Drift.remedy(row)));
    }

    private static Optional<PulseFailure> undecided(MigrationPlan plan) {
        return plan.undecided().stream()
                .findFirst()
                .map(file -> PulseFailure.usage(
                        file.script() + " ran without the skipped file before it, which is to be applied now",
                        "read both: if it has to run once more afterwards, add --run-again=" + file.version()
                                + "; if not, --run-again=none"));
    }

    private static String more(int all, String where) {
        return all > 1 ? " (and " + (all - 1) + " more" + where + ")" : "";
    }
}
