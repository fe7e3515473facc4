package io.opsconductor.pulse.db.report.html;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.report.CheckReport;

/** A checkup as one HTML file: the verdict, what to do, then pictures. The same facts give the same bytes. */
public final class CheckPage {
    private static final Pattern NOT_IN_SCRIPT =
            Pattern.compile("[<>&\\u2028\\u2029\\uD800-\\uDFFF[\\p{Cf}&&[\\u0000-\\uFFFF]]]");

    private final Markup page = new Markup();
    private final PageFacts facts;

    private CheckPage(PageFacts facts) {
        this.facts = facts;
    }

    public static String of(PageFacts facts) {
        return new CheckPage(facts).whole();
    }

    private String whole() {
        String title = "pulse-db check" + (facts.database().isBlank() ? "" : " of " + facts.database());
        String script = PageResource.read("page.js");
        page.own("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src "
                                + PageResource.hash(script))
                .element("title", verdict(facts.result()) + " - " + title)
                .empty("link", "rel", "icon", "href", "data:,")
                .open("style")
                .own(PageResource.read("page.css"))
                .close()
                .close()
                .line();
        page.open("body")
                .own(PageResource.read("patterns.svg"))
                .element("a", "Skip to the findings", "class", "skip", "href", "#findings");
        header(title);
        page.open("main");
        new FindingSection(page).write(facts.result());
        new ChunkSection(page).write(facts.chunks());
        new RecoverySection(page, facts.result().checkedAt()).write(facts.backups());
        new UpcomingSection(page, facts.result().checkedAt()).write(facts);
        page.close().line();
        page.element(
                        "footer",
                        "pulse-db " + facts.version() + ". The element check of this file holds the same as JSON.")
                .open("script", "type", "application/json", "id", "check")
                .own(inScript(CheckReport.json(facts.result())))
                .close()
                .open("script")
                .own(script)
                .close();
        return page.close().close().line().toString();
    }

    private void header(String title) {
        CheckupResult result = facts.result();
        page.open("header", "class", result.worst().word())
                .element("p", title, "class", "title")
                .element("h1", verdict(result));
        result.unreachable()
                .ifPresent(failure -> page.element("p", failure.getMessage()).element("p", failure.remedy()));
        page.element(
                        "p",
                        "Checked at " + result.checkedAt().truncatedTo(ChronoUnit.SECONDS) + ". "
                                + CheckReport.summary(result) + ".")
                .open("nav", "aria-label", "Sections");
        page.element("a", "Findings", "href", "#findings")
                .own(" ")
                .element("a", "Chunks", "href", "#chunks")
                .own(" ")
                .element("a", "Backups", "href", "#backups")
                .own(" ")
                .element("a", "Next", "href", "#next");
        page.close().close().line();
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

    /** JSON that no script element ends in and no comment begins in, and that shows no character that cannot be seen. */
    private static String inScript(String json) {
        return NOT_IN_SCRIPT
                .matcher(json)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
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
