package io.opsconductor.pulse.db.report.html;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.timeline.ChunkCondition;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimeline;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimelines;

/** A picture of the chunks of each hypertable, and the same in words and numbers. */
final class ChunkSection {
    /** Of more columns, those of one state in one picture are one shape, and tell their numbers together. */
    private static final int MOST_SHAPES = 600;

    private final Markup page;
    private int pictures;
    private boolean each;

    ChunkSection(Markup page) {
        this.page = page;
    }

    void write(List<ChunkTimelines.Seen> databases) {
        page.open("section", "id", "chunks", "aria-labelledby", "chunks-title")
                .element("h2", "Chunks", "id", "chunks-title");
        each = databases.stream()
                        .flatMap(seen -> seen.timelines().stream())
                        .mapToInt(timeline -> timeline.columns().size())
                        .sum()
                <= MOST_SHAPES;
        databases.forEach(this::database);
        if (pictures == 0 && databases.stream().allMatch(seen -> seen.unseen().isEmpty())) {
            page.element("p", "There are no chunks of which anything is promised.");
        }
        page.close().line();
    }

    private void database(ChunkTimelines.Seen seen) {
        seen.unseen()
                .ifPresent(failure -> page.element(
                        "p",
                        at(seen) + "unknown: the chunks could not be looked at: " + failure.getMessage(),
                        "class",
                        "unknown"));
        seen.timelines()
                .forEach(timeline -> hypertable(Finding.subjectAt(seen.database(), timeline.hypertable()), timeline));
        if (!seen.unasked().isEmpty()) {
            page.element(
                    "p", at(seen) + "Nothing is promised of the chunks of " + String.join(", ", seen.unasked()) + ".");
        }
    }

    private static String at(ChunkTimelines.Seen seen) {
        return seen.database().map(name -> name + ": ").orElse("");
    }

    private void hypertable(String name, ChunkTimeline timeline) {
        pictures++;
        page.open("article", "class", "picture").open("h3").element("bdi", name).close();
        String id = "chunks-" + pictures;
        new ChunkPicture(page, timeline, each).write(id, "Chunks of " + name);
        Picture.text(page, id, text(timeline));
        page.open("table");
        page.element("caption", "Chunks of " + name + " by state").open("thead").open("tr");
        List.of("State", "Chunks", "Size", "Meaning").forEach(column -> page.element("th", column, "scope", "col"));
        page.close().close().open("tbody");
        timeline.totals().forEach((condition, total) -> row(condition, total, timeline));
        page.close().close().close().line();
    }

    private void row(ChunkCondition condition, ChunkTotal total, ChunkTimeline timeline) {
        page.open("tr").open("th", "scope", "row");
        page.open("svg", "class", "swatch", "viewBox", "0 0 12 12", "aria-hidden", "true")
                .shape("rect", "width", "12", "height", "12", "class", ChunkPicture.style(condition))
                .close()
                .text(condition.word())
                .close();
        page.element("td", Integer.toString(total.chunks()))
                .element("td", size(total.bytes(), total.measured() < total.chunks(), timeline))
                .element("td", condition.meaning())
                .close();
    }

    private static String size(long bytes, boolean estimated, ChunkTimeline timeline) {
        return timeline.measured() == 0 ? "not known" : (estimated ? "about " : "") + Bytes.text(bytes);
    }

    /** What the picture shows, in sentences. */
    private static String text(ChunkTimeline timeline) {
        List<String> sentences = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (Map.Entry<ChunkCondition, ChunkTotal> one : timeline.totals().entrySet()) {
            states.add(one.getValue().chunks() + " " + one.getKey().word());
        }
        int chunks = timeline.chunks();
        boolean estimated = timeline.measured() < chunks;
        sentences.add(Counted.of(chunks, "chunk") + ", "
                + size(timeline.bytes(), estimated, timeline).replace("not known", "size not known") + ": "
                + String.join(", ", states) + ".");
        if (timeline.begins().isPresent()) {
            sentences.add("From " + timeline.begins().get().truncatedTo(ChronoUnit.MINUTES) + " to "
                    + timeline.ends().orElseThrow().truncatedTo(ChronoUnit.MINUTES) + ".");
        } else {
            sentences.add("From " + timeline.from() + " to " + timeline.to() + " of the time column's integers.");
        }
        if (timeline.outside() > 0) {
            sentences.add(Counted.of(timeline.outside(), "chunk") + " far from all others "
                    + (timeline.outside() == 1 ? "is" : "are") + " not in the picture.");
        }
        if (estimated && timeline.measured() > 0) {
            sentences.add("The sizes of " + timeline.measured() + " were measured, the others are estimated by them.");
        }
        return String.join(" ", sentences);
    }
}
