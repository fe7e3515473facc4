package io.opsconductor.pulse.db.report.html;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.timeline.ChunkCondition;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimeline;

/** Chunks as columns along time, as high as they are large, with the present and the promises as lines. */
final class ChunkPicture {
    private static final double HEIGHT = 130;
    /** What can still be seen and pointed at. */
    private static final double LEAST = 2;

    private final Markup page;
    private final ChunkTimeline timeline;
    private final double top;
    private final boolean bySize;
    private final long most;
    private final boolean each;
    private final Map<ChunkCondition, StringBuilder> together = new EnumMap<>(ChunkCondition.class);

    /** @param each column is a shape of its own, with its numbers; else those of one state are one shape */
    ChunkPicture(Markup page, ChunkTimeline timeline, boolean each) {
        this.each = each;
        this.page = page;
        this.timeline = timeline;
        this.top = 18 * timeline.marks().size() + 18;
        this.bySize = timeline.bytes() > 0;
        this.most = Math.max(
                1,
                timeline.columns().stream()
                        .mapToLong(column -> bySize ? column.bytes() : column.chunks())
                        .max()
                        .orElse(1));
    }

    static String style(ChunkCondition condition) {
        return "chunk-" + condition.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void write(String id, String title) {
        Picture.open(page, id, top + HEIGHT + 24, title);
        page.element(
                "text",
                "highest column: " + (bySize ? Bytes.text(most) : Counted.of(most, "chunk")),
                "x",
                "0",
                "y",
                "12");
        timeline.columns().forEach(this::column);
        together.forEach((condition, d) -> page.open("path", "d", d.toString(), "class", style(condition))
                .element("title", condition.word())
                .close());
        Picture.line(page, 0, top + HEIGHT, Picture.WIDTH, top + HEIGHT, "axis");
        for (int i = 0; i < timeline.marks().size(); i++) {
            mark(timeline.marks().get(i), 18 * i + 30);
        }
        ticks();
        Picture.close(page);
    }

    private double x(long moment) {
        return ((double) moment - timeline.from()) / ((double) timeline.to() - timeline.from()) * Picture.WIDTH;
    }

    private void column(ChunkTimeline.Column column) {
        double left = x(column.from());
        double width = Math.max(LEAST, x(column.to()) - left);
        double gap = width > 6 ? 1 : 0;
        double y = top + HEIGHT;
        for (Map.Entry<ChunkCondition, ChunkTotal> part : column.parts().entrySet()) {
            long amount = bySize ? part.getValue().bytes() : part.getValue().chunks();
            double height = Math.max(LEAST, HEIGHT * amount / most);
            y -= height;
            if (!each) {
                together.computeIfAbsent(part.getKey(), found -> new StringBuilder())
                        .append(box(Math.round(left), Math.round(y), Math.round(width - gap), Math.round(height)));
                continue;
            }
            String d = box(left, y, width - gap, height);
            page.open("path", "d", d, "class", style(part.getKey()))
                    .element("title", column.text() + ": " + words(part.getKey(), part.getValue()))
                    .close();
        }
    }

    private static String box(double left, double y, double width, double height) {
        return "M" + Markup.number(left) + " " + Markup.number(y) + "h" + Markup.number(width) + "v"
                + Markup.number(height) + "h-" + Markup.number(width) + "z";
    }

    private String words(ChunkCondition condition, ChunkTotal total) {
        return condition.word() + " " + (total.bytes() > 0 ? total.text() : Counted.of(total.chunks(), "chunk"));
    }

    private void mark(ChunkTimeline.Mark mark, double y) {
        double x = x(mark.at());
        if (x < 0 || x > Picture.WIDTH) {
            Picture.label(page, x < 0 ? 0 : Picture.WIDTH, y, x < 0 ? "← " + mark.name() : mark.name() + " →");
            return;
        }
        Picture.line(page, x, y - 12, x, top + HEIGHT, "promise");
        Picture.label(page, x, y, mark.name());
    }

    private void ticks() {
        double y = top + HEIGHT + 16;
        if (timeline.begins().isPresent()) {
            Picture.ticks(page, timeline.begins().get(), timeline.ends().orElse(Instant.MAX), 0, top + HEIGHT);
        } else {
            Picture.label(page, 0, y, Long.toString(timeline.from()));
            Picture.label(page, Picture.WIDTH, y, Long.toString(timeline.to()));
        }
    }
}
