package io.opsconductor.pulse.db.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.plan.Refusals;
import io.opsconductor.pulse.db.migrate.status.Drift;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.OpenHistory;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;

/** Judges whether the schema is what this executable brings. Pure. */
final class SchemaJudge {
    static final String CURRENT = "schema.current";
    static final String DRIFT = "schema.drift";

    private SchemaJudge() {}

    static List<Finding> judge(String database, SchemaStatus status) {
        Optional<PulseFailure> other = Refusals.foreignHistory(status);
        if (other.isPresent()) {
            return List.of(Finding.critical(CURRENT, database, other.get().getMessage())
                    .measured("another application's history")
                    .target("version " + newest(status))
                    .cure(Remedy.text(other.get().remedy())));
        }
        List<Finding> findings = new ArrayList<>();
        Finding current = current(database, status);
        // What the history says is the finding only where it can be believed.
        if (status.open().isEmpty() || current.severity() != Severity.OK) {
            findings.add(current);
        }
        status.open().map(SchemaJudge::forgeable).ifPresent(findings::add);
        drift(
                findings,
                status,
                MigrationState.CHANGED,
                "was changed after it was applied",
                Remedy.text("restore the file as it was, and put the change into a new migration"));
        drift(
                findings,
                status,
                MigrationState.MISSING,
                "is applied, but not in the folder",
                Remedy.text("use an image as new as the database, or bring the file back"));
        if (findings.stream().noneMatch(finding -> finding.check().equals(DRIFT))) {
            findings.add(
                    Finding.ok(DRIFT, database, "0 files", "0 files", "the applied files are as they were applied"));
        }
        return findings;
    }

    private static Finding forgeable(OpenHistory open) {
        return Finding.critical(CURRENT, open.tables().get(0), open.message())
                .measured(Counted.of(open.size(), "writer"))
                .target("0 writers")
                .cure(Remedy.sql(open.statements()).note(open.note()));
    }

    /**
     * Where no folder of migrations is configured.
     *
     * @param recorded how many the database knows of
     */
    static Finding withoutFolder(String database, int recorded) {
        return recorded == 0
                ? Finding.ok(CURRENT, database, "", "", "not judged: no folder of migrations is configured")
                : Finding.unknown(
                        CURRENT,
                        database,
                        "no folder of migrations is configured that the " + recorded
                                + " in the history could be compared with",
                        "set pulse.migrations.directory");
    }

    private static Finding current(String database, SchemaStatus status) {
        List<MigrationStatus> failed = status.in(MigrationState.FAILED);
        List<MigrationStatus> pending = status.in(MigrationState.PENDING);
        List<MigrationStatus> skipped = status.in(MigrationState.SKIPPED);
        Severity severity = Severity.OK;
        String message = "every migration is applied";
        Remedy remedy = Remedy.NONE;
        if (!failed.isEmpty()) {
            severity = Severity.CRITICAL;
            message = "migration " + failed.get(0).script() + " failed half-way";
            remedy = Remedy.text(Drift.remedy(failed.get(0)));
        } else if (!pending.isEmpty()) {
            severity = Severity.CRITICAL;
            message = Counted.of(pending.size(), "pending migration") + ", first "
                    + pending.get(0).script();
            remedy = Remedy.command("pulse-db migrate"
                    + (pending.stream().anyMatch(MigrationStatus::outOfOrder) ? " --allow-out-of-order" : ""));
        } else if (!skipped.isEmpty()) {
            severity = Severity.WARNING;
            message = skipped.get(0).script() + " was never run by the Python runner";
            remedy = Remedy.command("pulse-db migrate --apply-skipped");
        }
        String measured =
                status.schemaVersion().map(version -> "version " + version).orElse("no version");
        return Finding.of(severity, CURRENT, database, message)
                .measured(measured)
                .target("version " + newest(status))
                .figure(Figure.count(pending.size() + failed.size()).limit(0))
                .cure(remedy);
    }

    private static String newest(SchemaStatus status) {
        List<MigrationStatus> all = status.migrations();
        return all.isEmpty() ? "none" : all.get(all.size() - 1).version();
    }

    private static void drift(
            List<Finding> findings, SchemaStatus status, MigrationState state, String what, Remedy remedy) {
        status.in(state)
                .forEach(row -> findings.add(Finding.critical(DRIFT, row.script(), row.script() + " " + what)
                        .measured(state.word())
                        .target("applied")
                        .cure(remedy)));
    }
}
