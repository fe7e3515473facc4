package io.opsconductor.pulse.db.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PlainText;

/** A checkup for people (worst first, one line a finding, its remedy below) and for machines. */
public final class CheckReport {
    private CheckReport() {}

    /** @param colour true on a terminal only */
    public static String table(CheckupResult result, boolean colour) {
        Table table = new Table();
        result.findings()
                .forEach(finding -> table.row(
                        label(finding.severity()),
                        finding.check(),
                        subject(finding),
                        measured(finding),
                        finding.message()));
        List<String> rows = table.lines();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Finding finding = result.findings().get(i);
            String label = label(finding.severity());
            lines.add(
                    colour
                            ? Colour.of(finding.severity(), label) + rows.get(i).substring(label.length())
                            : rows.get(i));
            remedy(finding.cure()).stream().map(PlainText::line).forEach(lines::add);
        }
        lines.add("");
        lines.add(summary(result));
        return String.join(System.lineSeparator(), lines);
    }

    public static String json(CheckupResult result) {
        return Json.text(document(result));
    }

    static ObjectNode document(CheckupResult result) {
        ObjectNode document = Json.object();
        document.put("checkedAt", result.checkedAt().toString());
        document.put("worst", result.worst().word());
        ArrayNode findings = document.putArray("findings");
        result.findings().forEach(finding -> finding(findings.addObject(), finding));
        result.unreachable().ifPresent(failure -> document.set("error", FailureDocument.error(failure)));
        return document;
    }

    private static void finding(ObjectNode node, Finding finding) {
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
                .mapToObj(i -> (i == 0 ? "          -> " : "             ") + lines.get(i))
                .toList();
    }

    private static String label(Severity severity) {
        return severity.name().toUpperCase(Locale.ROOT);
    }

    private static String subject(Finding finding) {
        return Finding.subjectAt(finding.database(), finding.subject());
    }

    private static String measured(Finding finding) {
        if (finding.target().isEmpty() || finding.measured().isEmpty()) {
            return finding.measured();
        }
        return finding.measured() + " / " + finding.target();
    }

    private static String summary(CheckupResult result) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.UNKNOWN, Severity.WARNING, Severity.OK)) {
            long count = result.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                counts.add(count + " " + severity.word());
            }
        }
        return result.findings().size() + " findings: " + String.join(", ", counts);
    }
}
