package io.opsconductor.pulse.db.report;

import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.migrate.IndexRepairResult;

/** What {@code repair rebuild-indexes} prints. */
public final class IndexRepairReport {
    private IndexRepairReport() {}

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
}
