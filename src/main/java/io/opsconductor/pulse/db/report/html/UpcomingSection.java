package io.opsconductor.pulse.db.report.html;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Event;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/** What comes next, if all goes as scheduled. */
final class UpcomingSection {
    private final Markup page;
    private final Instant now;

    UpcomingSection(Markup page, Instant now) {
        this.page = page;
        this.now = now;
    }

    void write(PageFacts facts) {
        List<List<String>> rows = Stream.concat(
                        facts.chunks().stream().flatMap(seen -> seen.next().stream()
                                .map(event -> new Event(
                                        event.at(),
                                        event.kind(),
                                        Finding.subjectAt(seen.database(), event.subject()),
                                        event.message(),
                                        event.severity()))),
                        facts.backups().stream().flatMap(set -> set.next(now).stream()))
                .sorted(Comparator.comparing(Event::at)
                        .thenComparing(Event::kind)
                        .thenComparing(Event::subject))
                .map(this::row)
                .toList();
        page.open("section", "id", "next", "aria-labelledby", "next-title")
                .element("h2", "What comes next", "id", "next-title");
        if (rows.isEmpty()) {
            page.element("p", "Nothing is scheduled that is known here.");
        } else {
            CheckPage.table(page, "If all goes as scheduled", List.of("At", "In", "What", "Of", "In words"), rows);
        }
        page.close().line();
    }

    private List<String> row(Event event) {
        return List.of(
                RecoverySection.minute(event.at()),
                Durations.text(Duration.between(now, event.at())),
                (event.severity() == Severity.OK ? "" : "✖ ") + event.kind(),
                event.subject(),
                event.message());
    }
}
