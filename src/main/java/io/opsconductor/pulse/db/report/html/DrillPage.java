package io.opsconductor.pulse.db.report.html;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.report.DrillReport;

/** A drill as one HTML file: the evidence that a backup could be restored, or how it could not. */
public final class DrillPage {
    private final Markup page;
    private final DrillResult drill;

    private DrillPage(Markup page, DrillResult drill) {
        this.page = page;
        this.drill = drill;
    }

    /** @param version which program made it */
    public static String of(DrillResult drill, String version) {
        boolean good = drill.matches() && drill.withinRto();
        return new Shell(
                        "pulse-db drill of " + drill.set(),
                        good ? Severity.OK : Severity.CRITICAL,
                        verdict(drill),
                        List.of("Drilled at " + drill.at().truncatedTo(ChronoUnit.SECONDS) + " on " + drill.server()
                                + "."),
                        version,
                        "drill",
                        DrillReport.json(drill))
                .page(Map.of("result", "Result"), page -> new DrillPage(page, drill).result());
    }

    private static String verdict(DrillResult drill) {
        if (!drill.matches()) {
            return "The backup was restored and differs: "
                    + Counted.of(drill.differences().size(), "difference");
        }
        return drill.withinRto()
                ? "The backup was restored and matches"
                : "The backup was restored and matches, slower than its recovery time objective";
    }

    private void result() {
        page.open("section", "id", "result", "aria-labelledby", "result-title")
                .element("h2", "Result", "id", "result-title");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Backup", drill.backup()));
        rows.add(List.of("Restored in", Durations.text(drill.took())));
        rows.add(List.of(
                "Recovery time objective", drill.rto().map(Durations::text).orElse("not set")));
        rows.add(List.of("Tables counted", Integer.toString(drill.tables())));
        rows.add(List.of("Compared with", drill.comparedWith()));
        CheckPage.table(page, "Drill of " + drill.set(), List.of("What", "Found"), rows);
        list("Differences", drill.differences());
        list("Not compared", drill.notCompared());
        page.close().line();
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.element("h3", title).open("ul");
            lines.forEach(line -> page.element("li", line));
            page.close();
        }
    }
}
