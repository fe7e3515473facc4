package io.opsconductor.pulse.db.report.html;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.report.CheckReport;

/** A checkup as one HTML file: the verdict, what to do, then pictures. The same facts give the same bytes. */
public final class CheckPage {
    private CheckPage() {}

    public static String of(PageFacts facts) {
        CheckupResult result = facts.result();
        List<String> said = new ArrayList<>();
        result.unreachable().ifPresent(failure -> {
            said.add(failure.getMessage());
            said.add(failure.remedy());
        });
        said.add("Checked at " + result.checkedAt().truncatedTo(ChronoUnit.SECONDS) + ". " + CheckReport.summary(result)
                + ".");
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("findings", "Findings");
        sections.put("chunks", "Chunks");
        sections.put("backups", "Backups");
        sections.put("next", "Next");
        return new Shell(
                        "pulse-db check" + (facts.database().isBlank() ? "" : " of " + facts.database()),
                        result.worst(),
                        verdict(result),
                        said,
                        "pulse-db " + facts.version(),
                        "check",
                        CheckReport.json(result))
                .page(sections, page -> {
                    new FindingSection(page).write(result);
                    new ChunkSection(page).write(facts.chunks());
                    new RecoverySection(page, result.checkedAt()).write(facts.backups());
                    new UpcomingSection(page).write(facts.forecast());
                });
    }

    /** One sentence, without its full stop. */
    static String verdict(CheckupResult result) {
        Map<Severity, Long> counts =
                result.findings().stream().collect(Collectors.groupingBy(Finding::severity, Collectors.counting()));
        if (result.unreachable().isPresent()) {
            return "The database could not be looked at";
        }
        return switch (result.worst()) {
            case CRITICAL -> Counted.of(counts.get(Severity.CRITICAL), "critical finding") + ": act now";
            case UNKNOWN -> Counted.of(counts.get(Severity.UNKNOWN), "finding") + " unknown: it may hide anything";
            case WARNING -> "No promise is broken, " + Counted.of(counts.get(Severity.WARNING), "warning");
            case OK -> result.findings().isEmpty() ? "Nothing was judged" : "Every promise is kept";
        };
    }

    /** A picture's numbers, for who does not see it. */
    static void table(Markup page, String caption, List<String> columns, List<List<String>> rows) {
        page.open("table").element("caption", caption).open("thead").open("tr");
        columns.forEach(column -> page.element("th", column, "scope", "col"));
        page.close().close().open("tbody");
        for (List<String> row : rows) {
            page.open("tr").element("th", row.get(0), "scope", "row");
            row.stream().skip(1).forEach(cell -> page.element("td", cell));
            page.close().line();
        }
        page.close().close();
    }
}
