package io.opsconductor.pulse.db.report.html;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.rehearse.RehearsalResult;
import io.opsconductor.pulse.db.rehearse.RehearsedFile;
import io.opsconductor.pulse.db.report.RehearsalReport;

/** A rehearsal as one HTML file: the verdict, what to do, and each file with its locks on a time line. */
public final class RehearsalPage {
    private RehearsalPage() {}

    /** @param version which program made it */
    public static String of(RehearsalResult result, String version) {
        CheckupResult checkup = new CheckupResult(result.at(), result.findings(), Optional.empty());
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("findings", "Findings");
        sections.put("files", "Files and locks");
        return new Shell(
                        "pulse-db rehearse" + (result.set().isEmpty() ? "" : " of the set " + result.set()),
                        checkup.worst(),
                        verdict(result, checkup.worst()),
                        Stream.concat(
                                        Stream.of(
                                                RehearsalReport.summary(result),
                                                "Rehearsed at " + result.at().truncatedTo(ChronoUnit.SECONDS) + "."),
                                        RehearsalReport.start(result).stream())
                                .toList(),
                        version,
                        "rehearsal",
                        RehearsalReport.json(result))
                .page(sections, page -> {
                    new FindingSection(page).write(checkup);
                    files(page, result);
                });
    }

    private static String verdict(RehearsalResult result, Severity worst) {
        if (result.files().isEmpty()) {
            return "Nothing is pending";
        }
        return result.failure().isPresent()
                ? "A migration failed in the rehearsal"
                : worst == Severity.CRITICAL
                        ? "These migrations take or lose more than they may"
                        : Counted.of(result.files().size(), "migration") + " rehearsed in "
                                + Durations.text(result.took());
    }

    private static void files(Markup page, RehearsalResult result) {
        page.open("section", "id", "files", "aria-labelledby", "files-title")
                .element("h2", "Files and locks", "id", "files-title");
        if (!result.files().isEmpty()) {
            page.open("article", "class", "picture");
            new LockPicture(page, result).write();
            CheckPage.table(
                    page,
                    "The files in the order in which they were applied",
                    List.of("File", "Took", "Log", "Locks that block, and how long", "Written anew"),
                    result.files().stream().map(RehearsalPage::row).toList());
            page.close();
        }
        page.close().line();
    }

    private static List<String> row(RehearsedFile file) {
        return List.of(
                file.script(),
                Durations.text(file.took()),
                Bytes.text(file.walBytes()),
                file.locks().stream()
                        .filter(lock -> lock.mode().blocksApplication())
                        .map(lock ->
                                lock.mode().words() + " on " + lock.relation() + ", " + Durations.text(lock.held()))
                        .collect(Collectors.joining("; ")),
                file.rewrites().stream()
                        .map(rewrite -> rewrite.relation() + " " + Bytes.text(rewrite.bytes()))
                        .collect(Collectors.joining("; ")));
    }
}
