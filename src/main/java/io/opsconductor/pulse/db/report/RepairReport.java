package io.opsconductor.pulse.db.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.migrate.AdoptResult;
import io.opsconductor.pulse.db.migrate.IndexRepairResult;
import io.opsconductor.pulse.db.migrate.RepairResult;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.RepairAction;

/** What {@code adopt} and {@code repair} print. */
public final class RepairReport {
    private RepairReport() {}

    public static String table(AdoptResult result, boolean dryRun) {
        Stream<String> lines = Stream.of(
                        lines(dryRun ? "would record as applied: " : "recorded as applied: ", result.adopted()),
                        lines("skipped by the Python runner: ", result.skipped()),
                        Stream.of(summary(result, dryRun)))
                .flatMap(part -> part);
        return lines.collect(Lines.joined());
    }

    private static Stream<String> lines(String what, List<AppliedFile> files) {
        return files.stream().map(file -> what + file.script());
    }

    private static String summary(AdoptResult result, boolean dryRun) {
        return result.adopted().size() + (dryRun ? " would be" : "") + " recorded, none run; "
                + result.pending().size() + " pending; schema version "
                + result.schemaVersion().orElse("none");
    }

    public static String json(AdoptResult result) {
        ObjectNode document = Json.object();
        document.put("schemaVersion", result.schemaVersion().orElse(null));
        files(document.putArray("adopted"), result.adopted());
        files(document.putArray("skipped"), result.skipped());
        files(document.putArray("pending"), result.pending());
        return Json.text(document);
    }

    public static String table(RepairResult result, boolean dryRun) {
        Stream<String> repaired = result.repaired().stream()
                .map(row -> done(result.action(), dryRun).formatted(row.script()) + ": it " + row.was());
        Stream<String> indexes = result.leftovers().stream()
                .map(left -> "the schema has the invalid index " + left.index() + " -> " + left.cure());
        return Stream.concat(repaired, indexes).collect(Lines.joined());
    }

    private static String done(RepairAction action, boolean dryRun) {
        return switch (action) {
            case RETRY -> dryRun ? "%s would be pending again" : "%s is pending again";
            case MARK_APPLIED -> dryRun ? "would record %s as applied" : "recorded %s as applied";
            case ACCEPT_CHANGED -> dryRun ? "would accept %s as it is now" : "accepted %s as it is now";
            case FORGET_MISSING -> dryRun ? "would forget %s" : "forgot %s";
        };
    }

    public static String json(RepairResult result) {
        ObjectNode document = Json.object();
        document.put("action", result.action().word());
        document.put("explanation", result.action().explanation());
        ArrayNode repaired = document.putArray("repaired");
        result.repaired().forEach(row -> repaired.addObject()
                .put("version", row.version())
                .put("script", row.script())
                .put("was", row.was()));
        ArrayNode indexes = document.putArray("invalidIndexes");
        result.invalidIndexes().forEach(indexes::add);
        return Json.text(document);
    }

    public static String table(IndexRepairResult result, boolean dryRun) {
        if (result.indexes().isEmpty()) {
            return "every index is valid";
        }
        return result.indexes().stream().map(row -> line(row, dryRun)).collect(Lines.joined());
    }

    private static String line(IndexRepairResult.Row row, boolean dryRun) {
        String about = row.index() + " on " + row.table();
        if (!row.left().isEmpty()) {
            return "left as it is: " + about + ": " + row.left();
        }
        String statements = row.statements().stream().map(sql -> sql + ";").collect(Collectors.joining(" "));
        return row.problem().isEmpty()
                ? (dryRun ? "would repair " : "repaired ") + about + ": " + statements
                : "failed: " + about + ": " + statements + " " + row.problem();
    }

    public static String json(IndexRepairResult result) {
        ObjectNode document = Json.object();
        ArrayNode indexes = document.putArray("indexes");
        for (IndexRepairResult.Row row : result.indexes()) {
            ObjectNode index = indexes.addObject().put("index", row.index()).put("table", row.table());
            row.statements().forEach(index.putArray("statements")::add);
            index.put("left", row.left()).put("problem", row.problem());
        }
        return Json.text(document);
    }

    private static void files(ArrayNode array, List<AppliedFile> files) {
        files.forEach(file -> array.addObject().put("version", file.version()).put("script", file.script()));
    }
}
