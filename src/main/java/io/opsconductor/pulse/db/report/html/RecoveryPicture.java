package io.opsconductor.pulse.db.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.RecoveryHistory;

/** The gap that would have been lost, rising between backups, against the RPO; below it verifications, and drills by RTO. */
final class RecoveryPicture {
    private static final double LEFT = 110;
    private static final double TOP = 12;
    private static final double HEIGHT = 120;
    private static final double VERIFIED = TOP + HEIGHT + 22;
    private static final double DRILLS = VERIFIED + 80;
    private static final double DRILL_HEIGHT = 55;
    /** Marks of one kind: more would hide each other. */
    private static final int MOST = 200;

    private final Markup page;
    private final RecoveryHistory history;
    private final List<RecoveryHistory.Gap> gaps;
    private final List<DrillResult> drills;
    private final Instant from;
    private final Instant to;
    private final Instant now;
    private final double highest;

    RecoveryPicture(Markup page, RecoveryHistory history, List<RecoveryHistory.Gap> gaps, Instant now) {
        this.page = page;
        this.history = history;
        this.gaps = gaps.subList(Math.max(0, gaps.size() - MOST), gaps.size());
        this.now = now;
        this.from = this.gaps.get(0).snapshot();
        this.drills = history.drills().stream()
                .filter(drill -> !drill.at().isBefore(from) && !drill.at().isAfter(now))
                .toList();
        Duration past = Duration.between(from, now);
        this.to = history.nextBackup()
                .filter(next -> Duration.between(now, next).compareTo(past) < 0)
                .orElse(now);
        this.highest = Math.max(
                        history.rpo().map(Duration::getSeconds).orElse(1L),
                        Math.max(
                                1,
                                this.gaps.stream()
                                        .mapToLong(gap -> gap.longest().getSeconds())
                                        .max()
                                        .orElse(1)))
                * 1.1;
    }

    void write(String id, String title) {
        double bottom = drills.isEmpty() ? VERIFIED + 10 : DRILLS + 6;
        Picture.open(page, id, bottom + 24, title);
        sawtooth();
        history.rpo().ifPresent(rpo -> limit(y(rpo), "RPO " + Durations.text(rpo)));
        verifications();
        if (!drills.isEmpty()) {
            drills();
        }
        double present = x(now);
        Picture.line(page, present, 0, present, bottom, "now");
        Picture.label(page, present, 10, "now");
        Picture.line(page, LEFT, bottom, Picture.WIDTH, bottom, "axis");
        Picture.ticks(page, from, to, LEFT, bottom);
        Picture.close(page);
    }

    private double x(Instant at) {
        return Picture.x(from, to, LEFT, at);
    }

    private double y(Duration gap) {
        return TOP + HEIGHT - gap.getSeconds() / highest * HEIGHT;
    }

    private void limit(double y, String name) {
        Picture.line(page, LEFT, y, Picture.WIDTH, y, "promise");
        page.element("text", name, "x", "0", "y", Markup.number(y + 4));
    }

    private void sawtooth() {
        page.element("text", "would be lost", "x", "0", "y", Markup.number(TOP + HEIGHT));
        StringBuilder path = new StringBuilder();
        for (RecoveryHistory.Gap gap : gaps) {
            history.rpo().flatMap(gap::brokenFrom).ifPresent(broken -> area(gap, broken));
            path.append(path.isEmpty() ? "M" : "L")
                    .append(point(gap.from(), Duration.between(gap.snapshot(), gap.from())))
                    .append('L')
                    .append(point(gap.to(), gap.longest()));
        }
        page.shape("path", "d", path.toString(), "class", "gap");
        if (to.isAfter(now)) {
            RecoveryHistory.Gap last = gaps.get(gaps.size() - 1);
            page.shape(
                    "path",
                    "d",
                    "M" + point(now, last.longest()) + "L" + point(to, Duration.between(last.snapshot(), to)),
                    "class",
                    "gap next");
        }
    }

    /** The time in which more would have been lost than promised. */
    private void area(RecoveryHistory.Gap gap, Instant broken) {
        Duration rpo = history.rpo().orElseThrow();
        Duration begun = Duration.between(gap.snapshot(), broken);
        String d = "M" + point(broken, rpo) + "L" + point(broken, begun) + "L" + point(gap.to(), gap.longest()) + "L"
                + point(gap.to(), rpo) + "Z";
        page.open("path", "d", d, "class", "broken")
                .element(
                        "title",
                        "RPO exceeded from " + broken.truncatedTo(ChronoUnit.MINUTES) + " to "
                                + gap.to().truncatedTo(ChronoUnit.MINUTES))
                .close();
    }

    private String point(Instant at, Duration gap) {
        return Markup.number(x(at)) + " " + Markup.number(y(gap));
    }

    private void verifications() {
        page.element("text", "read again", "x", "0", "y", Markup.number(VERIFIED + 4));
        history.backups().stream()
                .filter(backup -> backup.verifiedAt()
                        .filter(at -> !at.isBefore(from) && !at.isAfter(now))
                        .isPresent())
                .sorted(Comparator.comparing(
                                (Backup backup) -> backup.verifiedAt().orElseThrow())
                        .reversed())
                .limit(MOST)
                .forEach(backup -> sign(
                        x(backup.verifiedAt().orElseThrow()),
                        VERIFIED,
                        backup.verified(),
                        backup.id() + " read at "
                                + backup.verifiedAt().orElseThrow().truncatedTo(ChronoUnit.MINUTES) + ": "
                                + backup.problem().orElse("verified")));
    }

    /** A triangle for what is good, a cross for what is not. */
    private void sign(double x, double y, boolean good, String text) {
        String d = good
                ? "M" + Markup.number(x - 5) + " " + Markup.number(y + 4) + "h10l-5 -9z"
                : "M" + Markup.number(x - 5) + " " + Markup.number(y - 5) + "l10 10m0 -10l-10 10";
        page.open("path", "d", d, "class", good ? "good" : "bad")
                .element("title", text)
                .close()
                .line();
    }

    private void drills() {
        Optional<Duration> rto = history.rto();
        double longest = Math.max(
                        1,
                        Math.max(
                                rto.map(Duration::toMillis).orElse(0L),
                                drills.stream()
                                        .mapToLong(drill -> drill.took().toMillis())
                                        .max()
                                        .orElse(0)))
                * 1.1;
        page.element("text", "restored in", "x", "0", "y", Markup.number(DRILLS));
        for (DrillResult drill : drills.subList(Math.max(0, drills.size() - MOST), drills.size())) {
            double height = Math.max(2, drill.took().toMillis() / longest * DRILL_HEIGHT);
            String text = "drill of " + drill.backup() + " at " + drill.at().truncatedTo(ChronoUnit.MINUTES) + ": "
                    + RecoverySection.outcome(drill);
            if (drill.failure().isPresent() || !drill.matches()) {
                sign(x(drill.at()), DRILLS - 8, false, text);
            } else {
                page.open(
                                "rect",
                                "x",
                                Markup.number(x(drill.at()) - 3),
                                "y",
                                Markup.number(DRILLS - height),
                                "width",
                                "6",
                                "height",
                                Markup.number(height),
                                "class",
                                drill.withinRto() ? "good" : "slow")
                        .element("title", text)
                        .close();
            }
        }
        rto.ifPresent(
                limit -> limit(DRILLS - limit.toMillis() / longest * DRILL_HEIGHT, "RTO " + Durations.text(limit)));
    }
}
