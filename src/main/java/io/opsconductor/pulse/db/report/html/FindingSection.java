package io.opsconductor.pulse.db.report.html;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.report.FoldedFinding;

/** What was found, the worst first, each with what to do about it; what is good is folded away. */
final class FindingSection {
    /** Beside the word, for who cannot tell colours apart. */
    private static final Map<Severity, String> SIGNS =
            Map.of(Severity.CRITICAL, "✖", Severity.UNKNOWN, "?", Severity.WARNING, "!", Severity.OK, "✓");

    private final Markup page;
    private final Set<String> anchors = new HashSet<>();

    FindingSection(Markup page) {
        this.page = page;
    }

    void write(CheckupResult result) {
        page.open("section", "id", "findings", "aria-labelledby", "findings-title")
                .element("h2", "Findings", "id", "findings-title");
        List<FoldedFinding> bad = FoldedFinding.of(result.notOk().findings());
        if (bad.isEmpty()) {
            page.element("p", result.findings().isEmpty() ? "There was nothing to judge." : "There is nothing to do.");
        }
        bad.forEach(this::finding);
        List<Finding> good = result.findings().stream()
                .filter(finding -> finding.severity() == Severity.OK)
                .toList();
        if (!good.isEmpty()) {
            page.open("details").element("summary", Counted.of(good.size(), "finding") + " ok");
            CheckPage.table(
                    page,
                    "What is as promised",
                    List.of("Check", "Subject", "Measured", "Promised", "In words"),
                    good.stream()
                            .map(one -> List.of(one.check(), subject(one), one.measured(), one.target(), one.message()))
                            .toList());
            page.close();
        }
        page.close().line();
    }

    private void finding(FoldedFinding folded) {
        Finding finding = folded.finding();
        page.open(
                        "article",
                        "id",
                        anchor(finding),
                        "class",
                        "finding " + finding.severity().word())
                .open("h3")
                .element(
                        "span",
                        SIGNS.get(finding.severity()) + " "
                                + finding.severity().word().toUpperCase(Locale.ROOT),
                        "class",
                        "severity")
                .own(" ")
                .element("span", folded.name())
                .own(" ")
                .element("bdi", subject(finding))
                .close();
        page.element("p", finding.message());
        folded.others().ifPresent(checks -> page.element("p", "Checks: " + checks));
        if (!finding.measured().isEmpty() || !finding.target().isEmpty()) {
            page.open("dl");
            pair("Measured", finding.measured());
            pair("Promised", finding.target());
            page.close();
        }
        remedy(finding.cure(), "To do");
        page.close().line();
    }

    private void pair(String name, String value) {
        if (!value.isEmpty()) {
            page.open("div").element("dt", name).element("dd", value).close();
        }
    }

    private void remedy(Remedy remedy, String what) {
        if (remedy.isEmpty()) {
            return;
        }
        boolean pasted = remedy.kind() != Remedy.Kind.TEXT;
        String where = remedy.kind() == Remedy.Kind.SQL ? ", in psql:" : ", in a shell:";
        page.element("p", what + (pasted ? where : ":"), "class", "what");
        if (pasted || remedy.setting().isPresent()) {
            page.open("div", "class", "remedy")
                    .open("pre")
                    .element("code", remedy.line())
                    .close()
                    // Shown by the script, without which it could do nothing.
                    .element("button", "Copy", "type", "button", "hidden", "")
                    .close();
        } else {
            page.element("p", remedy.line());
        }
        if (!remedy.note().isEmpty()) {
            page.element("p", remedy.note());
        }
        remedy.others().forEach(other -> remedy(other, "Or"));
    }

    private static String subject(Finding finding) {
        return Finding.subjectAt(finding.database(), finding.subject());
    }

    /** Such as {@code backup.recovery-point-daily}: the same for the same finding tomorrow, and once in a page. */
    private String anchor(Finding finding) {
        String name = (finding.check() + "-" + subject(finding)).replaceAll("[^A-Za-z0-9._-]+", "-");
        String anchor = name;
        for (int i = 2; !anchors.add(anchor); i++) {
            anchor = name + "-" + i;
        }
        return anchor;
    }
}
