package io.opsconductor.pulse.db.timescale.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Obligation;

/** Lays the chunks of hypertables along an axis each. */
final class TimelinePlan {
    /** Columns of a picture: what is narrower than a few pixels is not seen. */
    static final int MOST = 120;

    private final DeclaredHypertable declared;
    private final TimeColumn time;
    private final Instant present;

    private TimelinePlan(DeclaredHypertable declared, Instant present) {
        this.declared = declared;
        this.time = declared.hypertable().orElseThrow().time();
        this.present = present;
    }

    /**
     * Of those hypertables that have chunks, in their order.
     *
     * @param chunks of all of them
     * @param bytes by chunk id; those not measured are absent
     * @param present from which ages are counted
     */
    static List<ChunkTimeline> all(
            List<DeclaredHypertable> hypertables, List<Chunk> chunks, Map<Integer, Long> bytes, Instant present) {
        ChunkConditions conditions = ChunkConditions.of(hypertables, chunks, present);
        Map<Integer, List<Chunk>> byHypertable = chunks.stream().collect(Collectors.groupingBy(Chunk::hypertable));
        return hypertables.stream()
                .filter(one -> one.hypertable()
                        .filter(found -> byHypertable.containsKey(found.id()))
                        .isPresent())
                .map(one -> new TimelinePlan(one, present)
                        .timeline(
                                byHypertable.get(one.hypertable().orElseThrow().id()), conditions::of, bytes))
                .toList();
    }

    private ChunkTimeline timeline(
            List<Chunk> chunks, Function<Chunk, ChunkCondition> condition, Map<Integer, Long> bytes) {
        long[] ends = chunks.stream().mapToLong(Chunk::end).sorted().distinct().toArray();
        long width = width(ends);
        List<ChunkTimeline.Mark> marks = marks();
        AxisRange axis = AxisRange.around(ends, width);
        for (ChunkTimeline.Mark mark : marks) {
            axis = axis.with(mark.at());
        }
        AxisRange range = axis;
        List<Chunk> shown =
                chunks.stream().filter(chunk -> range.holds(chunk.end())).toList();
        ChunkSizes sizes = ChunkSizes.of(chunks, bytes);
        List<ChunkTimeline.Column> columns = columns(shown, range, width, condition, sizes);
        Optional<Instant> begins = instant(range.from());
        Optional<Instant> finishes = instant(range.to());
        return new ChunkTimeline(
                declared.subject(),
                range.from(),
                range.to(),
                finishes.flatMap(end -> begins),
                begins.flatMap(start -> finishes),
                columns,
                marks,
                totals(chunks, condition, sizes),
                (int) chunks.stream()
                        .filter(chunk -> bytes.containsKey(chunk.id()))
                        .count(),
                chunks.size() - shown.size());
    }

    /** What most chunks cover: the distance from one end to the next. */
    private static long width(long[] ends) {
        long[] steps = new long[ends.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = ends[i + 1] - ends[i];
        }
        Arrays.sort(steps);
        return steps.length == 0 ? 1 : Math.max(1, steps[steps.length / 2]);
    }

    private List<ChunkTimeline.Column> columns(
            List<Chunk> shown,
            AxisRange axis,
            long width,
            Function<Chunk, ChunkCondition> condition,
            ChunkSizes sizes) {
        TreeMap<Long, List<Chunk>> byEnd =
                shown.stream().collect(Collectors.groupingBy(Chunk::end, TreeMap::new, Collectors.toList()));
        boolean each = byEnd.size() <= MOST;
        TreeMap<Long, List<Chunk>> byColumn = each
                ? byEnd
                : shown.stream()
                        .collect(Collectors.groupingBy(
                                chunk -> axis.end(axis.part(chunk.end(), MOST), MOST),
                                TreeMap::new,
                                Collectors.toList()));
        long wide = each ? width : (long) (axis.length() / MOST);
        List<ChunkTimeline.Column> columns = new ArrayList<>();
        long before = axis.from();
        for (Map.Entry<Long, List<Chunk>> one : byColumn.entrySet()) {
            long last = one.getValue().stream().mapToLong(Chunk::end).max().orElseThrow();
            columns.add(new ChunkTimeline.Column(
                    Math.max(before, Math.max(axis.from(), one.getKey() - wide)),
                    one.getKey(),
                    text(last),
                    totals(one.getValue(), condition, sizes)));
            before = one.getKey();
        }
        return List.copyOf(columns);
    }

    private static Map<ChunkCondition, ChunkTotal> totals(
            List<Chunk> chunks, Function<Chunk, ChunkCondition> condition, ChunkSizes sizes) {
        Map<ChunkCondition, ChunkTotal> totals = new EnumMap<>(ChunkCondition.class);
        chunks.stream()
                .collect(Collectors.groupingBy(condition))
                .forEach((found, alike) -> totals.put(found, sizes.total(alike)));
        return totals;
    }

    private List<ChunkTimeline.Mark> marks() {
        List<ChunkTimeline.Mark> marks = new ArrayList<>();
        position(Duration.ZERO).ifPresent(now -> marks.add(new ChunkTimeline.Mark(now, "now")));
        for (PolicyKind kind : PolicyKind.values()) {
            declared.obligation(kind).filter(one -> !one.byCreation()).ifPresent(one -> marks.addAll(marks(one)));
        }
        return marks;
    }

    private List<ChunkTimeline.Mark> marks(Obligation obligation) {
        List<ChunkTimeline.Mark> marks = new ArrayList<>();
        obligation.lag().ifPresent(lag -> {
            String named = obligation.kind().done() + " after "
                    + (obligation.stepless()
                            ? obligation.policy().orElseThrow().lag().text()
                            : Durations.text(lag));
            position(lag).ifPresent(at -> marks.add(new ChunkTimeline.Mark(at, named)));
            if (!obligation.stepless()) {
                position(lag.plus(obligation.allowance()))
                        .ifPresent(at -> marks.add(new ChunkTimeline.Mark(
                                at, "late if not " + obligation.kind().done())));
            }
        });
        return marks;
    }

    /** Where a chunk ended that is so old; empty when that is not known, or before all time. */
    private Optional<Long> position(Duration age) {
        try {
            if (!time.integer()) {
                return Optional.of(ChronoUnit.MICROS.between(Instant.EPOCH, present.minus(age)));
            }
            return time.now().isPresent()
                    ? Optional.of(Math.subtractExact(
                            time.now().getAsLong(),
                            age.dividedBy(declared.expectation().step())))
                    : Optional.empty();
        } catch (ArithmeticException e) {
            // Before all time, as a promise of a million years is.
            return Optional.empty();
        }
    }

    /** When an integer was the present; empty when it is not known how long one lasts. */
    private Optional<Instant> instant(long moment) {
        return time.integer() && declared.expectation().integerStep().isEmpty()
                ? Optional.empty()
                : time.age(moment, declared.expectation().step(), present)
                        .filter(age -> age.abs().compareTo(TimeColumn.ENDLESS) < 0)
                        .map(present::minus);
    }

    private String text(long moment) {
        return time.integer()
                ? instant(moment)
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS) + " (" + moment + ")")
                        .orElseGet(() -> Long.toString(moment))
                : time.endText(moment);
    }
}
