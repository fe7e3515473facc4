package io.opsconductor.pulse.db.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.RecoveryHistory;

/** What would have been lost at each moment, when backups were read again and restored, and what comes next. */
final class RecoverySection {
    /** Rows of a table; the picture shows more. */
    private static final int ROWS = 15;

    private final Markup page;
    private final Instant now;
    private int pictures;

    RecoverySection(Markup page, Instant now) {
        this.page = page;
        this.now = now;
    }

    void write(List<RecoveryHistory> sets) {
        page.open("section", "id", "backups", "aria-labelledby", "backups-title")
                .element("h2", "Backups and drills", "id", "backups-title");
        if (sets.isEmpty()) {
            page.element("p", "No backup set is judged here.");
        }
        sets.forEach(this::set);
        page.close().line();
    }

    private void set(RecoveryHistory history) {
        page.open("article", "class", "picture")
                .open("h3")
                .element("bdi", history.set())
                .close();
        if (history.unseen().isPresent()) {
            page.element(
                    "p",
                    "unknown: the backups could not be looked at: "
                            + history.unseen().get().getMessage(),
                    "class",
                    "unknown");
        } else {
            List<RecoveryHistory.Gap> gaps = history.gaps(now);
            String id = "backups-" + ++pictures;
            if (!gaps.isEmpty()) {
                new RecoveryPicture(page, history, gaps, now).write(id, "Backups of the set " + history.set());
            }
            Picture.text(page, id, text(history));
            table(history);
            drills(history);
        }
        page.close().line();
    }

    private String text(RecoveryHistory history) {
        List<String> sentences = new ArrayList<>();
        List<RecoveryHistory.Gap> gaps = history.gaps(now);
        sentences.add(
                gaps.isEmpty()
                        ? "There is no verified backup: everything would be lost."
                        : "What was written in the last "
                                + Durations.text(gaps.get(gaps.size() - 1).longest()) + " would be lost now.");
        history.rpo()
                .ifPresentOrElse(
                        rpo -> broken(gaps, rpo, sentences), () -> sentences.add("No RPO is set for this set."));
        if (gaps.size() > 1) {
            sentences.add("The picture is made of the backups that are still there: of what was rotated away it shows"
                    + " nothing, so long ago the gap may have been smaller.");
        }
        return String.join(" ", sentences);
    }

    private static void broken(List<RecoveryHistory.Gap> gaps, Duration rpo, List<String> sentences) {
        List<RecoveryHistory.Gap> broken =
                gaps.stream().filter(gap -> gap.brokenFrom(rpo).isPresent()).toList();
        sentences.add("The RPO is " + Durations.text(rpo) + "; it was exceeded "
                + (broken.isEmpty()
                        ? "at no time that is shown."
                        : Counted.of(broken.size(), "time") + ", the longest gap was "
                                + Durations.text(broken.stream()
                                        .map(RecoveryHistory.Gap::longest)
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow())
                                + "."));
    }

    private void table(RecoveryHistory history) {
        if (history.backups().isEmpty()) {
            return;
        }
        List<List<String>> rows = history.backups().stream()
                .sorted(Comparator.comparing(
                                (Backup backup) -> backup.snapshotTime().orElse(Instant.MIN))
                        .reversed())
                .limit(ROWS)
                .map(backup -> List.of(
                        backup.id(),
                        backup.snapshotTime().map(RecoverySection::minute).orElse("not known"),
                        Bytes.text(backup.bytes()),
                        backup.took().map(Durations::text).orElse("not known"),
                        backup.problem().map(why -> "✖ " + why).orElse("✓ verified"),
                        backup.verifiedAt().map(RecoverySection::minute).orElse("never")))
                .toList();
        CheckPage.table(
                page,
                "The newest " + rows.size() + " of "
                        + Counted.of(history.backups().size(), "backup"),
                List.of("Backup", "Recovery point", "Size", "Took", "State", "Last read"),
                rows);
    }

    private void drills(RecoveryHistory history) {
        String rto = history.rto()
                .map(limit -> "; the RTO is " + Durations.text(limit))
                .orElse("; no RTO is set");
        if (history.drills().isEmpty()) {
            page.element("p", "No backup of this set has ever been restored by a drill" + rto + ".");
            return;
        }
        List<List<String>> rows = history.drills().stream()
                .sorted(Comparator.comparing(DrillResult::at).reversed())
                .limit(ROWS)
                .map(drill -> List.of(
                        minute(drill.at()),
                        drill.backup()
                                + drill.copy().map(name -> " from " + name).orElse(""),
                        drill.failure().isPresent() ? "-" : Durations.text(drill.took()),
                        Bytes.text(drill.bytes()),
                        Integer.toString(drill.tables()),
                        outcome(drill)))
                .toList();
        CheckPage.table(
                page,
                "Drills, newest first" + rto,
                List.of("Ended", "Backup", "Restored in", "Size", "Tables compared", "Result"),
                rows);
    }

    static String outcome(DrillResult drill) {
        Optional<String> bad = drill.failure()
                .or(() -> drill.differences().stream().findFirst())
                .map(why -> "✖ " + why);
        return bad.orElse(drill.withinRto() ? "✓ matches" : "✖ matches, slower than its RTO");
    }

    static String minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
