package io.opsconductor.pulse.db.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.rehearse.ChangedRows;
import io.opsconductor.pulse.db.rehearse.RehearsalResult;
import io.opsconductor.pulse.db.rehearse.RehearsedFile;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.HeldLock;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Rewrite;

/** What {@code rehearse} prints. */
public final class RehearsalReport {
    private RehearsalReport() {}

    public static String table(RehearsalResult result) {
        if (result.files().isEmpty()) {
            return "nothing is pending, nothing was rehearsed";
        }
        List<String> lines = new ArrayList<>();
        lines.add(summary(result));
        Table table = new Table().row("file", "took", "log", "locks that block, held", "written anew");
        for (RehearsedFile file : result.files()) {
            table.row(
                    file.script() + (file.committed() ? "" : " FAILED"),
                    text(file.took()),
                    Bytes.text(file.walBytes()),
                    locks(file),
                    rewrites(file));
        }
        lines.addAll(table.lines());
        result.changed().forEach(rows -> lines.add("  " + rows.table() + ": " + rows(rows)));
        lines.add("  grown by " + (result.growth() < 0 ? "-" : "") + Bytes.text(Math.abs(result.growth()))
                + ", temporary files " + Bytes.text(result.temporaryBytes()));
        start(result).forEach(line -> lines.add("  " + line));
        result.ratio()
                .ifPresent(ratio -> lines.add("  the last rollout took " + times(ratio) + " its rehearsal: by that, "
                        + Durations.text(
                                Duration.ofMillis(Math.round(result.took().toMillis() * ratio)))));
        return Lines.text(lines)
                + System.lineSeparator()
                + System.lineSeparator()
                + CheckReport.table(new CheckupResult(result.at(), result.findings(), Optional.empty()), false, false);
    }

    /** With what sessions began, and with what not; nothing where nothing is set. */
    public static List<String> start(RehearsalResult result) {
        List<String> lines = new ArrayList<>();
        String taken = result.start().taken().stream()
                .map(setting -> setting.name() + " = " + setting.value().orElse("") + ", set " + setting.place())
                .collect(Collectors.joining("; "));
        if (!taken.isEmpty()) {
            lines.add("sessions began with " + taken);
        }
        String left = result.start().left().stream()
                .map(setting -> setting.name() + ", set " + setting.place())
                .collect(Collectors.joining("; "));
        if (!left.isEmpty()) {
            lines.add("not with " + left);
        }
        return lines;
    }

    /** What was rehearsed, on what. */
    public static String summary(RehearsalResult result) {
        return result.files().isEmpty()
                ? "Nothing is pending, and nothing was rehearsed"
                : Counted.of(result.files().size(), "file") + " rehearsed on backup " + result.backup() + " of the set "
                        + result.set() + ", on " + share(result) + " (" + Bytes.text(result.bytes()) + "); restored in "
                        + Durations.text(result.restore()) + " on " + result.server() + ", PostgreSQL "
                        + result.serverVersion();
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.1f times as long as", ratio);
    }

    private static String share(RehearsalResult result) {
        OptionalLong percent = result.percent();
        return percent.isPresent()
                ? percent.getAsLong() + " % of production's bytes"
                : "an unknown share of production's bytes";
    }

    /** To the millisecond below ten seconds: a lock's limit may be one of half a second. */
    private static String text(Duration took) {
        return took.toSeconds() < 10
                ? String.format(Locale.ROOT, "%.3fs", took.toMillis() / 1000.0)
                : Durations.text(took);
    }

    private static String locks(RehearsedFile file) {
        Set<String> told = new HashSet<>();
        // The strongest comes first, and blocks what the others of that table do.
        List<String> blocking = file.locks().stream()
                .filter(lock -> lock.mode().blocksApplication() && told.add(lock.relation()))
                .map(lock -> lock.mode().words() + " on " + lock.relation() + parts(lock) + " " + text(lock.held()))
                .toList();
        return blocking.isEmpty() ? "none" : String.join("; ", blocking);
    }

    private static String parts(HeldLock lock) {
        return lock.parts() == 0 ? "" : " (" + Counted.of(lock.parts(), "chunk") + ")";
    }

    private static String rewrites(RehearsedFile file) {
        return Stream.concat(
                        file.rewrites().stream()
                                .map(rewrite -> rewrite.relation() + " "
                                        + (rewrite.emptied() ? "emptied" : Bytes.text(rewrite.bytes()))),
                        file.decompressed().stream()
                                .map(one -> Counted.of(one.chunks(), "chunk") + " of " + one.hypertable()
                                        + " decompressed, " + Bytes.text(one.bytes())))
                .collect(Collectors.joining("; "));
    }

    private static String rows(ChangedRows rows) {
        return rows.after().isEmpty()
                ? "gone, with " + Counted.of(rows.before(), "row")
                : rows.after().getAsLong() + " rows instead of " + rows.before();
    }

    /** Times in milliseconds and seconds, sizes in bytes. */
    public static String json(RehearsalResult result) {
        ObjectNode document = Json.object()
                .put("set", result.set())
                .put("backup", result.backup())
                .put(
                        "snapshotTime",
                        result.snapshotTime().map(Instant::toString).orElse(null))
                .put("at", result.at().toString())
                .put("server", result.server())
                .put("serverVersion", result.serverVersion())
                .put("schemaVersion", result.schemaVersion().orElse(null))
                .put("restoreSeconds", result.restore().toMillis() / 1000.0)
                .put("bytes", result.bytes());
        result.percent()
                .ifPresentOrElse(percent -> document.put("percent", percent), () -> document.putNull("percent"));
        result.ratio().ifPresentOrElse(ratio -> document.put("ratio", ratio), () -> document.putNull("ratio"));
        document.put("growthBytes", result.growth()).put("temporaryBytes", result.temporaryBytes());
        document.put("settingsFrom", result.start().from().orElse(null));
        ArrayNode settings = document.putArray("settings");
        result.start().settings().forEach(setting -> settings.addObject()
                .put("name", setting.name())
                .put("value", setting.value().orElse(null))
                .put("place", setting.place())
                .put("taken", setting.value().isPresent()));
        ArrayNode files = document.putArray("migrations");
        result.files().forEach(file -> file(files.addObject(), file)
                .put("verdict", result.verdict(file).word()));
        ArrayNode lost = document.putArray("lostRows");
        ArrayNode gained = document.putArray("gainedRows");
        result.changed().forEach(rows -> {
            boolean less =
                    rows.after().orElse(0) < rows.before() || rows.after().isEmpty();
            ObjectNode node = (less ? lost : gained)
                    .addObject()
                    .put("table", rows.table())
                    .put("before", rows.before());
            rows.after().ifPresentOrElse(after -> node.put("after", after), () -> node.putNull("after"));
        });
        ArrayNode findings = document.putArray("findings");
        result.findings().forEach(finding -> CheckReport.fields(findings.addObject(), finding));
        document.put("rehearsed", result.rehearsed());
        result.failure().ifPresent(failure -> document.set("error", FailureDocument.error(failure)));
        return Json.text(document);
    }

    private static ObjectNode file(ObjectNode node, RehearsedFile file) {
        node.put("version", file.version())
                .put("script", file.script())
                .put("millis", file.took().toMillis())
                .put("outsideTransaction", file.outside())
                .put("walBytes", file.walBytes());
        ArrayNode statements = node.putArray("statements");
        file.statements().forEach(statement -> statements
                .addObject()
                .put("line", statement.line())
                .put("sql", statement.sql())
                .put("millis", statement.took().toMillis())
                .put("rows", statement.rows())
                .put("walBytes", statement.walBytes())
                .put("locks", statement.locks()));
        ArrayNode locks = node.putArray("locks");
        for (HeldLock lock : file.locks()) {
            ObjectNode one = locks.addObject()
                    .put("relation", lock.relation())
                    .put("mode", lock.mode().words())
                    .put("chunks", lock.parts())
                    .put("line", lock.line())
                    .put("sinceMillis", lock.since().toMillis())
                    .put("heldMillis", lock.held().toMillis());
            lock.mode().blocks().forEach(one.putArray("blocks")::add);
        }
        ArrayNode decompressed = node.putArray("decompressed");
        file.decompressed().forEach(one -> decompressed
                .addObject()
                .put("relation", one.hypertable())
                .put("chunks", one.chunks())
                .put("bytes", one.bytes()));
        ArrayNode rewrites = node.putArray("rewrites");
        for (Rewrite rewrite : file.rewrites()) {
            rewrites.addObject()
                    .put("relation", rewrite.relation())
                    .put("bytes", rewrite.bytes())
                    .put("reason", rewrite.emptied() ? "emptied" : "written anew");
        }
        return node;
    }
}
