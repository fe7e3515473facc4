package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.status.Drift;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import io.opsconductor.pulse.db.postgres.KnownTable;

/** What keeps a run from beginning: none of it gets better by trying again. Pure. */
public final class Refusals {
    /** For {@code status} too, which shows them all pending. */
    public static final String BY_HAND = "the schema holds tables, but no history says which migrations made them";

    private Refusals() {}

    public static Optional<PulseFailure> of(MigrationPlan plan, MigrateRequest request, List<LintProblem> lint) {
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

    /** Another tool's table stands where the Python runner's would. */
    public static String others(KnownTable table) {
        return "the table " + table.label() + " is another tool's, and is neither read nor written";
    }

    /**
     * Objects are there, and neither table says what made them.
     *
     * @param otherTools the tables in which other tools record migrations; empty for none
     */
    public static PulseFailure byHand(String otherTools) {
        return otherTools.isEmpty()
                ? PulseFailure.usage(
                        BY_HAND,
                        "if they are what the migrations up to some VERSION make: pulse-db adopt --at=VERSION"
                                + " (--dry-run first); else point DATABASE_URL at an empty database or at one whose"
                                + " history is intact")
                : PulseFailure.usage(
                        BY_HAND + "; another tool keeps its history in " + otherTools,
                        "if its schema is the one that the migrations up to some VERSION make: pulse-db adopt"
                                + " --at=VERSION (--dry-run first); else point DATABASE_URL at another database");
    }

    /** A history of which the folder explains nothing at all: of another application, or another folder. */
    public static Optional<PulseFailure> foreignHistory(SchemaStatus status) {
        List<MigrationStatus> recorded = status.migrations().stream()
                .filter(row -> row.state() != MigrationState.PENDING)
                .toList();
        boolean strange = recorded.stream()
                .allMatch(row -> row.state() == MigrationState.MISSING
                        || row.state() == MigrationState.CHANGED
                                && row.recordedAs().isPresent());
        return recorded.size() < 2 || !strange
                ? Optional.empty()
                : Optional.of(PulseFailure.usage(
                        "none of the " + recorded.size() + " migrations in the history ("
                                + recorded.get(0)
                                        .recordedAs()
                                        .orElse(recorded.get(0).script())
                                + " …) is in the folder: it is another application's",
                        "point DATABASE_URL at the database of this folder, or --migrations (pulse.migrations.directory) at that application's folder; if these"
                                + " files are gone for good: pulse-db repair forget-missing"));
    }

    /** Two runners each recorded a part of what is applied. */
    public static Optional<PulseFailure> splitHistory(List<MigrationFile> files, RecordedMigrations recorded) {
        List<MigrationFile> halves = files.stream().filter(recorded::isSplit).toList();
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
