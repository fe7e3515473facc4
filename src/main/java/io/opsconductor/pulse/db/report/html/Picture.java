package io.opsconductor.pulse.db.report.html;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What all pictures share: frame, lines, labels, a time axis. Coordinates are in units of the picture. */
final class Picture {
    static final double WIDTH = 1000;
    /** A label that would leave the picture on the right is set to the left of its place. */
    private static final double RIGHT = 0.75;

    private Picture() {}

    /** @param id unique in the page; the paragraph {@link #text} with the same one says what the picture shows */
    static void open(Markup page, String id, double height, String title) {
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
        page.open(
                        "svg",
                        "viewBox",
                        "0 0 " + Markup.number(WIDTH) + " " + Markup.number(height),
                        "role",
                        "img",
                        "aria-labelledby",
                        id + "-title " + id + "-text")
                .element("title", title, "id", id + "-title")
                .line();
    }

    /** One that no paragraph describes: what it shows is said in it. */
    static void open(Markup page, String id, double height, String title, String text) {
        open(page, id, height, title);
        page.element("desc", text, "id", id + "-text").line();
    }

    /** What a picture shows, in sentences, for who sees it and who does not. */
    static void text(Markup page, String id, String text) {
        page.element("p", text, "id", id + "-text");
    }

    static void close(Markup page) {
        page.close().close().line();
    }

    static void line(Markup page, double x1, double y1, double x2, double y2, String style) {
        page.shape(
                "line",
                "x1",
                Markup.number(x1),
                "y1",
                Markup.number(y1),
                "x2",
                Markup.number(x2),
                "y2",
                Markup.number(y2),
                "class",
                style);
    }

    static void label(Markup page, double x, double y, String text) {
        boolean left = x > WIDTH * RIGHT;
        page.element(
                "text",
                text,
                "x",
                Markup.number(left ? x - 4 : x + (x == 0 ? 0 : 4)),
                "y",
                Markup.number(y),
                "text-anchor",
                left ? "end" : null);
    }

    /** Round times below an axis. */
    static void ticks(Markup page, Instant from, Instant to, double left, double bottom) {
        List<TimeTicks.Tick> ticks = TimeTicks.between(from, to);
        page.shape(
                "path",
                "d",
                ticks.stream()
                        .map(tick ->
                                "M" + Markup.number(x(from, to, left, tick.at())) + " " + Markup.number(bottom) + "v5")
                        .collect(Collectors.joining()),
                "class",
                "axis");
        page.open("g", "text-anchor", "middle");
        for (TimeTicks.Tick tick : ticks) {
            page.element(
                    "text",
                    tick.text(),
                    "x",
                    Markup.number(Math.max(left + 42, Math.min(WIDTH - 42, x(from, to, left, tick.at())))),
                    "y",
                    Markup.number(bottom + 18));
        }
        page.close();
    }

    /** Where a time is, on an axis from {@code left} to the right edge. */
    static double x(Instant from, Instant to, double left, Instant at) {
        double whole = Math.max(1, Duration.between(from, to).getSeconds());
        return left + Duration.between(from, at).getSeconds() / whole * (WIDTH - left);
    }
}
