package io.opsconductor.pulse.db.report.html;

import java.time.Duration;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.rehearse.LockMode;
import io.opsconductor.pulse.db.rehearse.RehearsalResult;
import io.opsconductor.pulse.db.rehearse.RehearsedFile;

/** A bar for each file, one after the other in time, and below it a span for each lock that blocks. */
final class LockPicture {
    private static final double ROW = 22;
    private static final double LEFT = 380;
    private static final double LEAST = 2;

    private final Markup page;
    private final RehearsalResult result;
    private double y = 4;

    LockPicture(Markup page, RehearsalResult result) {
        this.page = page;
        this.result = result;
    }

    void write() {
        long rows = result.files().stream()
                .mapToLong(file -> 1
                        + file.locks().stream()
                                .filter(lock -> lock.mode().blocksApplication())
                                .count())
                .sum();
        Picture.open(
                page,
                "locks",
                rows * ROW + 30,
                "Files and the locks that they held",
                "Each file as a bar from its begin to its commit; below it the locks that reads or writes wait for. The"
                        + " table has the same numbers.");
        Duration begun = Duration.ZERO;
        for (RehearsedFile file : result.files()) {
            span(file.script(), "good", begun, file.took());
            for (RehearsedFile.HeldLock lock : file.locks()) {
                if (lock.mode().blocksApplication()) {
                    span(
                            lock.mode().words() + " " + lock.relation(),
                            lock.mode() == LockMode.ACCESS_EXCLUSIVE ? "slow" : "chunk-partial",
                            begun.plus(lock.since()),
                            lock.held());
                }
            }
            begun = begun.plus(file.took());
        }
        Picture.line(page, LEFT, y, Picture.WIDTH, y, "axis");
        Picture.label(page, LEFT, y + 18, "0");
        Picture.label(page, Picture.WIDTH, y + 18, Durations.text(begun));
        Picture.close(page);
    }

    private void span(String name, String style, Duration from, Duration took) {
        double whole = Math.max(1, result.took().toMillis());
        double width = Math.max(LEAST, took.toMillis() / whole * (Picture.WIDTH - LEFT));
        double x = Math.min(Picture.WIDTH - width, LEFT + from.toMillis() / whole * (Picture.WIDTH - LEFT));
        Picture.label(page, 0, y + 14, name);
        page.open(
                        "rect",
                        "x",
                        Markup.number(x),
                        "y",
                        Markup.number(y + 2),
                        "width",
                        Markup.number(width),
                        "height",
                        Markup.number(ROW - 6),
                        "class",
                        style)
                .element("title", name + ": " + Durations.text(took))
                .close()
                .line();
        y += ROW;
    }
}
