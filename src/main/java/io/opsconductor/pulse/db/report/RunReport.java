package io.opsconductor.pulse.db.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.FindingChange;
import io.opsconductor.pulse.db.check.FindingChange.Kind;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.RunLine.Level;

/** What {@code run} says of its findings and its work, event by event. */
public final class RunReport {
    /** Of many lines, what a chat shows. */
    private static final int MOST_TOLD = 10;
    /** What one message holds. */
    private static final int MOST_CHANGES = 100;

    /** Mattermost's words for all who are there. */
    private static final Pattern EVERYBODY = Pattern.compile("@(?=(?:all|channel|here)\\b)", Pattern.CASE_INSENSITIVE);

    private RunReport() {}

    /** Something that is worth a line and is no finding. */
    public static RunLine info(Instant at, String event, String text) {
        return RunLine.of(at, Level.INFO, event, text);
    }

    public static RunLine warning(Instant at, String event, String text) {
        return RunLine.of(at, Level.WARNING, event, text);
    }

    /** What a library says. */
    public static RunLine logged(Instant at, boolean error, String logger, String text) {
        return RunLine.of(at, error ? Level.ERROR : Level.WARNING, "log", text).with("logger", logger);
    }

    /** All findings, good ones too; those that say the same are one line. */
    public static List<RunLine> whole(Instant at, CheckupResult result) {
        return FoldedFinding.of(result.findings()).stream()
                .map(folded -> line(at, level(folded.finding()), folded.finding(), folded.name(), "open")
                        .with("checks", String.join(",", folded.checks())))
                .toList();
    }

    /** What changed; many findings that say the same are one line. */
    public static List<RunLine> changes(Instant at, List<FindingChange> changes) {
        return Stream.of(Kind.values())
                .flatMap(kind -> {
                    List<FindingChange> some =
                            changes.stream().filter(one -> one.kind() == kind).toList();
                    return FoldedFinding.of(
                                    some.stream().map(FindingChange::finding).toList())
                            .stream()
                            .map(folded -> change(at, kind, folded, since(some, folded.finding())));
                })
                .toList();
    }

    /** What changed, for chat and for tools that keep incidents: {@code text} is for people. */
    public static String changed(Instant at, CheckupResult result, List<FindingChange> changes) {
        List<RunLine> lines = changes(at, changes);
        ObjectNode document = Json.object()
                .put(
                        "text",
                        chat(lines.stream().limit(MOST_TOLD).map(RunLine::line).collect(Collectors.joining("\n"))))
                .put("event", "findings")
                .put("time", at.toString())
                .put("worst", result.worst().word());
        ArrayNode all = document.putArray("changes");
        changes.stream().limit(MOST_CHANGES).forEach(change -> CheckReport.fields(all.addObject(), change.finding())
                .put("change", change.kind().name().toLowerCase(Locale.ROOT))
                .put("since", change.since().toString()));
        return Json.line(document.put("more", Math.max(0, changes.size() - MOST_CHANGES)));
    }

    /** The same for one line. */
    public static String document(RunLine line) {
        ObjectNode document = Json.object()
                .put("text", chat(line.line()))
                .put("event", line.event())
                .put("time", line.at().toString());
        return Json.line(document.setAll(line.fields()));
    }

    /** As Slack and what follows it read a text: the name of a table neither calls a channel together nor makes a link. */
    private static String chat(String text) {
        return EVERYBODY
                .matcher(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .replaceAll("@\u200B");
    }

    private static RunLine change(Instant at, Kind kind, FoldedFinding folded, Instant since) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        Finding finding = folded.finding();
        if (kind == Kind.RESOLVED || kind == Kind.GONE) {
            String after = Durations.text(Duration.between(since, at));
            String text = folded.name() + " " + CheckReport.subject(finding) + " " + word + " after " + after
                    + (kind == Kind.RESOLVED ? ": " + finding.message() : "");
            return new RunLine(at, Level.RESOLVED, "finding", text, CheckReport.fields(Json.object(), finding))
                    .with("change", word)
                    .with("since", since.toString());
        }
        return line(at, level(finding), finding, folded.name(), word).with("since", since.toString());
    }

    private static Instant since(List<FindingChange> changes, Finding finding) {
        return changes.stream()
                .filter(change -> change.finding().equals(finding))
                .findFirst()
                .orElseThrow()
                .since();
    }

    private static RunLine line(Instant at, Level level, Finding finding, String name, String change) {
        String measured = CheckReport.measured(finding);
        String text = name + " " + CheckReport.subject(finding) + ": " + finding.message()
                + (measured.isEmpty() ? "" : " (" + measured + ")")
                + (finding.remedy().isEmpty() ? "" : " -> " + finding.remedy());
        return new RunLine(at, level, "finding", text, CheckReport.fields(Json.object(), finding))
                .with("change", change);
    }

    private static Level level(Finding finding) {
        return Level.valueOf(finding.severity().name());
    }

    /** One line for a checkup, whatever it found. */
    public static RunLine checked(Instant at, CheckupResult result) {
        return RunLine.of(at, Level.INFO, "checked", "checked " + CheckReport.summary(result))
                .with("worst", result.worst().word())
                .with("findings", result.findings().size());
    }

    public static RunLine backedUp(Instant at, Backup backup) {
        String took = backup.took().map(time -> " in " + Durations.text(time)).orElse("");
        String proof =
                backup.problem().map(problem -> "NOT verified: " + problem).orElse("verified");
        return RunLine.of(
                        at,
                        backup.verified() ? Level.INFO : Level.ERROR,
                        "backup",
                        "backup " + backup.set() + " " + backup.id() + " " + proof + ", " + Bytes.text(backup.bytes())
                                + took)
                .with("set", backup.set())
                .with("id", backup.id())
                .with("bytes", backup.bytes());
    }

    /** One line for the drill, and one for each difference. */
    public static List<RunLine> drilled(Instant at, DrillResult drill) {
        boolean good = drill.matches() && drill.withinRto();
        String outcome = drill.failure()
                .map(failure -> "failed: " + failure)
                .or(() -> Optional.of(
                        drill.matches()
                                ? "matches"
                                : Counted.of(drill.differences().size(), "difference")))
                .orElseThrow();
        String rto = drill.rto()
                .map(limit -> " / RTO " + Durations.text(limit) + (drill.withinRto() ? "" : " MISSED"))
                .orElse("");
        RunLine first = RunLine.of(
                        at,
                        good ? Level.INFO : Level.CRITICAL,
                        "drill",
                        "drill " + drill.set() + " " + drill.backup() + " " + outcome + ", restored in "
                                + Durations.text(drill.took()) + rto)
                .with("set", drill.set())
                .with("backup", drill.backup());
        return Stream.concat(
                        Stream.of(first),
                        drill.differences().stream()
                                .map(difference -> RunLine.of(
                                        at,
                                        Level.CRITICAL,
                                        "difference",
                                        "drill " + drill.set() + " differs: " + difference)))
                .toList();
    }

    public static RunLine failed(Instant at, String work, PulseFailure failure) {
        String remedy = failure.remedy().isEmpty() ? "" : " -> " + failure.remedy();
        return RunLine.of(at, Level.ERROR, "failed", work + " failed: " + failure.getMessage() + remedy)
                .with("work", work)
                .with("exit", failure.exit().code())
                .with("remedy", failure.remedy());
    }
}
