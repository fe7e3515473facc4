package io.opsconductor.pulse.db.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PlainText;

/** A checkup for people (worst first, the remedy below each) and for machines. */
public final class CheckReport {
    private static final int WIDTH = 100;
    private static final String INDENT = " ".repeat(10);

    private CheckReport() {}

    /**
     * @param all the good findings too
     * @param terminal for a person who reads along: in colour, and long messages broken at {@value #WIDTH} columns; what is
     *     to be pasted never is
     */
    public static String table(CheckupResult result, boolean all, boolean terminal) {
        CheckupResult shown = all ? result : result.notOk();
        List<FoldedFinding> folded = FoldedFinding.of(shown.findings());
        Table table = new Table();
        folded.forEach(one -> table.row(
                label(one.finding().severity()), one.name(), subject(one.finding()), measured(one.finding())));
        List<String> rows = table.lines();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.addAll(lines(rows.get(i), folded.get(i), terminal));
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        boolean hidden = shown.findings().size() < result.findings().size();
        lines.add(summary(result) + (hidden ? " (--all lists them)" : ""));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> lines(String row, FoldedFinding folded, boolean terminal) {
        Finding finding = folded.finding();
        String label = label(finding.severity());
        String message = PlainText.of(finding.message());
        String whole = row + "  " + message;
        boolean fits = whole.length() <= WIDTH;
        String first = fits ? whole : row;

        List<String> lines = new ArrayList<>();
        lines.add(terminal ? Colour.of(finding.severity(), label) + first.substring(label.length()) : first);
        if (!fits) {
            lines.addAll(Wrapped.text(message, INDENT, terminal ? WIDTH : Integer.MAX_VALUE));
        }
        folded.others().ifPresent(others -> lines.add(INDENT + others));
        remedy(finding.cure()).stream().map(PlainText::line).forEach(lines::add);
        return lines;
    }

    public static String json(CheckupResult result) {
        return Json.text(document(result));
    }

    static ObjectNode document(CheckupResult result) {
        ObjectNode document = Json.object();
        document.put("checkedAt", result.checkedAt().toString());
        document.put("worst", result.worst().word());
        ArrayNode findings = document.putArray("findings");
        result.findings().forEach(finding -> fields(findings.addObject(), finding));
        result.unreachable().ifPresent(failure -> document.set("error", FailureDocument.error(failure)));
        return document;
    }

    /** What is said of a finding wherever it stands. */
    static ObjectNode fields(ObjectNode node, Finding finding) {
        node.put("check", finding.check())
                .put("severity", finding.severity().word())
                .put("subject", finding.subject())
                .put("measured", finding.measured())
                .put("target", finding.target())
                .put("message", finding.message());
        remedy(node, finding.cure()).put("database", finding.database().orElse(null));
        finding.figure().ifPresent(figure -> {
            number(node, "value", figure.value());
            number(node, "limit", figure.limit());
            node.put("unit", figure.unit().word());
        });
        return node;
    }

    /** What can be pasted stands alone, with its kind; what a person has to know beside it. */
    static ObjectNode remedy(ObjectNode node, Remedy remedy) {
        node.put("remedy", remedy.line());
        node.put("remedyKind", remedy.isEmpty() ? null : remedy.kind().word());
        if (!remedy.note().isEmpty()) {
            node.put("remedyNote", remedy.note());
        }
        if (!remedy.others().isEmpty()) {
            ArrayNode others = node.putArray("otherRemedies");
            remedy.others().forEach(other -> remedy(others.addObject(), other));
        }
        return node;
    }

    private static void number(ObjectNode node, String name, OptionalDouble number) {
        number.ifPresent(value -> {
            if (value == Math.rint(value)) {
                node.put(name, (long) value);
            } else {
                node.put(name, value);
            }
        });
    }

    /** The first line to be pasted, the others for people. */
    static List<String> remedy(Remedy remedy) {
        List<String> lines = remedy.lines();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> INDENT + (i == 0 ? "-> " : "   ") + lines.get(i))
                .toList();
    }

    static String label(Severity severity) {
        return severity.name().toUpperCase(Locale.ROOT);
    }

    static String subject(Finding finding) {
        return Finding.subjectAt(finding.database(), finding.subject());
    }

    static String measured(Finding finding) {
        if (finding.target().isEmpty() || finding.measured().isEmpty()) {
            return finding.measured();
        }
        return finding.measured() + " / " + finding.target();
    }

    /** How many findings there are of each severity. */
    public static String summary(CheckupResult result) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.UNKNOWN, Severity.WARNING, Severity.OK)) {
            long count = result.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                counts.add(count + " " + severity.word());
            }
        }
        return counts.isEmpty()
                ? "nothing to judge"
                : Counted.of(result.findings().size(), "finding") + ": " + String.join(", ", counts);
    }
}
