package io.opsconductor.pulse.db.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.BackupContents;
import io.opsconductor.pulse.db.backup.BackupContents.Hypertable;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Verification.How;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.drill.DrillResult;

/**
 * One backup with all that is written beside it, as {@code backup show} prints it.
 *
 * @param contents empty for a dump that another tool made, and where what it says cannot be believed
 * @param drill its last one; empty when it was never restored
 */
public record BackupDetails(Backup backup, Optional<BackupContents> contents, Optional<DrillResult> drill) {
    private static final int LARGEST = 10;
    private static final String INDENT = "  ";

    public static String text(List<BackupDetails> all, Instant now) {
        return all.stream()
                .map(one -> one.text(now))
                .reduce((a, b) -> a + System.lineSeparator().repeat(2) + b)
                .orElse("");
    }

    private String text(Instant now) {
        Table table = new Table()
                .row("backup", backup.id() + " of the set " + backup.set())
                .row("path", backup.where())
                .row(
                        "recovery point",
                        backup.snapshotTime().map(time -> at(time, now)).orElse("unknown"))
                .row(
                        "size",
                        Bytes.text(backup.bytes())
                                + backup.took()
                                        .map(took -> ", taken in " + Durations.text(took))
                                        .orElse(""));
        contents.ifPresent(found -> contents(table, found));
        if (!backup.encryptedTo().isEmpty()) {
            table.row("encrypted to", String.join(", ", backup.encryptedTo()));
        }
        String looked = backup.how() == How.READ
                ? ", read to its end "
                : backup.how() == How.OUTDATED ? ", before its files were changed, " : ", its checksums compared ";
        table.row(
                "verified",
                backup.problem().map(problem -> "no: " + problem).orElse("yes")
                        + backup.verifiedAt()
                                .map(time -> looked + at(time, now))
                                .orElse(", never read to its end"));
        table.row(
                "restored",
                drill.map(result -> at(result.at(), now) + outcome(result)).orElse("never"));
        List<String> lines = new ArrayList<>(table.lines());
        contents.ifPresent(found -> {
            List<Hypertable> hypertables = found.hypertables().orElse(List.of());
            lines.addAll(hypertables(hypertables));
            found.rows().ifPresent(rows -> lines.addAll(largest(rows, hypertables)));
        });
        return Lines.text(lines);
    }

    private static void contents(Table table, BackupContents found) {
        String bytes = found.databaseBytes().isPresent()
                ? ", " + Bytes.text(found.databaseBytes().getAsLong())
                : "";
        String timescale = found.timescaleVersion()
                .map(version ->
                        ", TimescaleDB " + version + " (" + found.edition().orElse("unknown") + ")")
                .orElse("");
        table.row(
                "database",
                found.database()
                        + bytes
                        + found.schemaVersion()
                                .map(version -> ", schema version " + version)
                                .orElse(""));
        table.row("server", "PostgreSQL " + found.serverVersion() + timescale);
        table.row("written by", "pg_dump " + found.pgDumpVersion());
        table.row("roles", found.noGlobals().map(why -> "not saved: " + why).orElse("saved"));
        if (found.rows().isEmpty()) {
            table.row("holds", "not known here: no identity at hand opens its list of tables");
        }
        found.hypertables()
                .ifPresent(hypertables -> table.row(
                        "holds",
                        Counted.of(hypertables.size(), "hypertable") + ", "
                                + Counted.of(found.jobs().orElse(0), "job")));
    }

    private static String outcome(DrillResult result) {
        String how = result.failure()
                .map(failure -> "failed: " + failure)
                .orElseGet(() -> result.matches()
                        ? "matches"
                        : Counted.of(result.differences().size(), "difference"));
        return " on " + result.server() + " in " + Durations.text(result.took()) + ": " + how;
    }

    private static List<String> hypertables(List<Hypertable> hypertables) {
        Table table = new Table();
        hypertables.stream()
                .sorted(Comparator.comparingLong(Hypertable::chunks).reversed().thenComparing(Hypertable::name))
                .limit(LARGEST)
                .forEach(one -> table.row(
                        one.name(), Counted.of(one.chunks(), "chunk") + ", " + one.compressedChunks() + " compressed"));
        List<String> lines = new ArrayList<>();
        if (!hypertables.isEmpty()) {
            lines.add("hypertables" + (hypertables.size() > LARGEST ? ", those with the most chunks:" : ":"));
            table.lines().forEach(line -> lines.add(INDENT + line));
        }
        return lines;
    }

    private static List<String> largest(Map<String, Long> all, List<Hypertable> hypertables) {
        Map<String, Long> rows = new TreeMap<>(all);
        rows.keySet().removeIf(BackupContents::isChunk);
        int chunks = all.size() - rows.size();
        hypertables.forEach(one -> rows.remove(one.name()));
        Table table = new Table();
        rows.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(LARGEST)
                .forEach(entry -> table.row(entry.getKey(), entry.getValue().toString()));
        List<String> lines = new ArrayList<>();
        lines.add(
                Counted.of(rows.size(), chunks == 0 ? "table" : "other table") + " with " + Counted.of(sum(rows), "row")
                        + (chunks == 0
                                ? ""
                                : ", and " + Counted.of(sum(all) - sum(rows), "row") + " in "
                                        + Counted.of(chunks, "table") + " of chunks")
                        + (rows.size() > LARGEST ? "; the largest:" : rows.isEmpty() ? "" : ":"));
        table.lines().forEach(line -> lines.add(INDENT + line));
        return lines;
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String at(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        return BackupReport.seconds(time) + (age.isNegative() ? "" : ", " + Durations.text(age) + " ago");
    }

    public static String json(List<BackupDetails> all) {
        ObjectNode document = Json.object();
        ArrayNode backups = document.putArray("backups");
        all.forEach(one -> one.fields(BackupReport.fields(backups, one.backup)));
        return Json.text(document);
    }

    private void fields(ObjectNode node) {
        contents.ifPresent(found -> {
            node.put("database", found.database())
                    .put("serverVersion", found.serverVersion())
                    .put("timescaleVersion", found.timescaleVersion().orElse(null))
                    .put("edition", found.edition().orElse(null))
                    .put("schemaVersion", found.schemaVersion().orElse(null))
                    .put("pgDumpVersion", found.pgDumpVersion());
            found.rows().ifPresent(counted -> counted.forEach(node.putObject("rows")::put));
            ArrayNode hypertables = node.putArray("hypertables");
            found.hypertables().orElse(List.of()).forEach(one -> hypertables
                    .addObject()
                    .put("name", one.name())
                    .put("chunks", one.chunks())
                    .put("compressedChunks", one.compressedChunks()));
        });
        drill.ifPresent(result -> node.putObject("drill")
                .put("at", result.at().toString())
                .put("server", result.server())
                .put("matches", result.matches())
                .put("restoreSeconds", result.took().toMillis() / 1000.0));
    }
}
