package io.opsconductor.pulse.db.report;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.migrate.AwaitResult;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.ValidateResult;
import io.opsconductor.pulse.db.migrate.lint.LintRule.Severity;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import io.opsconductor.pulse.db.rehearse.Rollout;

/** What {@code migrate}, {@code status} and {@code validate} print. */
public final class MigrationReport {
    private MigrationReport() {}

    public static String table(MigrateResult result) {
        String version =
                result.schemaVersion().map(known -> "schema version " + known).orElse("no schema version");
        String skipped =
                result.skipped().isEmpty() ? "" : "; skipped by the Python runner: " + scripts(result.skipped());
        String pending = result.pending().isEmpty()
                ? "nothing pending"
                : result.pending().size() + " pending: " + scripts(result.pending());
        return result.applied().size() + " applied, " + pending + skipped + "; " + version;
    }

    /** The file that {@code new} made. */
    public static String created(Path file) {
        return Json.text(Json.object().put("file", file.toString()));
    }

    /** @param rehearsed the applied files that were rehearsed */
    public static String table(MigrateResult result, boolean dryRun, List<Rollout.Rehearsed> rehearsed) {
        return dryRun
                ? plan(result)
                : table(result)
                        + rehearsed.stream()
                                .map(file -> System.lineSeparator() + "  " + PlainText.of(file.script()) + " took "
                                        + Durations.text(file.took()) + ", rehearsed in "
                                        + Durations.text(file.rehearsed()))
                                .collect(Collectors.joining());
    }

    /** What a dry run found to apply, one line a file. */
    private static String plan(MigrateResult result) {
        String files = result.pending().stream()
                .map(file -> file.script()
                        + (result.outside().contains(file.script()) ? "  (outside a transaction)" : "")
                        + System.lineSeparator())
                .collect(Collectors.joining());
        String version =
                result.schemaVersion().map(known -> "schema version " + known).orElse("no schema version");
        return files
                + (result.pending().isEmpty()
                        ? "nothing pending"
                        : result.pending().size() + " would be applied")
                + (result.skipped().isEmpty() ? "" : "; skipped by the Python runner: " + scripts(result.skipped()))
                + "; " + version + reaching(result);
    }

    private static String reaching(MigrateResult result) {
        return result.pending().isEmpty()
                ? ""
                : " -> " + result.pending().get(result.pending().size() - 1).version();
    }

    public static String json(MigrateResult result) {
        ObjectNode document = Json.object();
        document.put("schemaVersion", result.schemaVersion().orElse(null));
        files(document.putArray("applied"), result.applied());
        files(document.putArray("pending"), result.pending());
        files(document.putArray("skipped"), result.skipped());
        return Json.text(document);
    }

    public static String table(AwaitResult result) {
        return "schema version " + result.schemaVersion() + " is there; " + result.awaited() + " was awaited for "
                + Durations.text(result.waited())
                + (result.note().isEmpty() ? "" : System.lineSeparator() + "note: " + PlainText.of(result.note()));
    }

    public static String json(AwaitResult result) {
        ObjectNode document = Json.object();
        document.put("schemaVersion", result.schemaVersion());
        document.put("awaited", result.awaited());
        document.put("millis", result.waited().toMillis());
        document.put("note", result.note());
        return Json.text(document);
    }

    public static String table(SchemaStatus status) {
        Table table = new Table().row("VERSION", "STATE", "APPLIED AT", "MILLIS", "FILE");
        status.migrations()
                .forEach(row -> table.row(
                        row.version(),
                        row.state().word() + (row.outOfOrder() ? ", out of order" : ""),
                        row.appliedAt()
                                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                                .orElse(""),
                        row.appliedAt().map(at -> Long.toString(row.millis())).orElse(""),
                        row.script() + (row.note().isEmpty() ? "" : "  (" + row.note() + ")")));
        return Lines.text(table.lines())
                + (status.note().isEmpty() ? "" : System.lineSeparator() + "note: " + PlainText.of(status.note()));
    }

    public static String json(SchemaStatus status) {
        ObjectNode document = Json.object();
        document.put("schemaVersion", status.schemaVersion().orElse(null));
        ArrayNode migrations = document.putArray("migrations");
        status.migrations().forEach(row -> migrations
                .addObject()
                .put("version", row.version())
                .put("script", row.script())
                .put("state", row.state().word())
                .put("appliedAt", row.appliedAt().map(Object::toString).orElse(null))
                .put("outOfOrder", row.outOfOrder())
                .put("note", row.note()));
        document.put("note", status.note());
        return Json.text(document);
    }

    public static String table(ValidateResult result) {
        if (result.problems().isEmpty()) {
            return Counted.of(result.files(), "migration") + ", no problem";
        }
        return result.problems().stream()
                .map(problem -> problem.script() + (problem.line() > 0 ? ":" + problem.line() : "") + ": "
                        + (problem.severity() == Severity.WARNING ? "warning: " : "") + problem.message() + " ["
                        + problem.rule() + "] -> " + problem.remedy())
                .collect(Lines.joined());
    }

    public static String json(ValidateResult result) {
        ObjectNode document = Json.object();
        document.put("files", result.files());
        ArrayNode problems = document.putArray("problems");
        result.problems().forEach(problem -> problems.addObject()
                .put("rule", problem.rule())
                .put("script", problem.script())
                .put("line", problem.line())
                .put("message", problem.message())
                .put("remedy", problem.remedy())
                .put("severity", problem.severity().word()));
        return Json.text(document);
    }

    private static void files(ArrayNode array, List<AppliedFile> files) {
        files.forEach(file -> array.addObject()
                .put("version", file.version())
                .put("script", file.script())
                .put("millis", file.millis()));
    }

    private static String scripts(List<AppliedFile> files) {
        String first = files.stream().limit(3).map(AppliedFile::script).collect(Collectors.joining(", "));
        return files.size() > 3 ? first + " … " + files.get(files.size() - 1).script() : first;
    }
}
