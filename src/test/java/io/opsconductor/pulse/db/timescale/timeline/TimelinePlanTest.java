package io.opsconductor.pulse.db.timescale.timeline;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.chunk;
import static io.opsconductor.pulse.db.timescale.Facts.counting;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.inSteps;
import static io.opsconductor.pulse.db.timescale.timeline.Timelines.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import org.junit.jupiter.api.Test;

class TimelinePlanTest {
    /** Compressed after an hour with two hours of grace, dropped after 30 days with twelve hours. */
    private static ChunkTimeline kept(Chunk... chunks) {
        return of(hypertable(), expectation(HOUR, DAY.multipliedBy(30)), List.of(chunks))
                .get(0);
    }

    @Test
    void a_hypertable_without_chunks_has_no_picture() {
        assertThat(of(hypertable(), expectation(HOUR, null), List.of())).isEmpty();
    }

    @Test
    void one_chunk_is_one_column_between_its_beginning_and_now() {
        ChunkTimeline one = kept(chunk(1, Duration.ZERO, 0));

        assertThat(one.columns()).hasSize(1);
        assertThat(one.from()).isLessThan(one.to());
        assertThat(one.ends()).contains(NOW);
        assertThat(one.totals()).containsOnly(Map.entry(ChunkCondition.OPEN, new ChunkTotal(1, 1024, 1)));
    }

    @Test
    void each_state_is_told_and_a_broken_promise_hides_the_others() {
        Duration late = HOUR.multipliedBy(3).plus(MICRO);
        assertThat(kept(
                                chunk(1, HOUR, 0),
                                chunk(2, HOUR, 1),
                                chunk(3, HOUR, 1 + 8),
                                chunk(4, HOUR, 1 + 2),
                                chunk(5, HOUR, 4),
                                chunk(6, late, 0),
                                chunk(7, late.minus(MICRO), 0),
                                chunk(8, late, 1 + 8))
                        .totals())
                .containsOnly(
                        Map.entry(ChunkCondition.OPEN, new ChunkTotal(2, 2048, 2)),
                        Map.entry(ChunkCondition.COMPRESSED, new ChunkTotal(1, 1024, 1)),
                        Map.entry(ChunkCondition.PARTIAL, new ChunkTotal(1, 1024, 1)),
                        Map.entry(ChunkCondition.UNORDERED, new ChunkTotal(1, 1024, 1)),
                        Map.entry(ChunkCondition.FROZEN, new ChunkTotal(1, 1024, 1)),
                        Map.entry(ChunkCondition.LATE, new ChunkTotal(2, 2048, 2)));
    }

    @Test
    void dropped_soon_is_a_day_before_the_retention_and_until_it_is_late() {
        Duration retention = DAY.multipliedBy(30);
        assertThat(Stream.of(
                                retention.minus(DAY).minus(MICRO),
                                retention.minus(DAY),
                                retention.plusHours(12),
                                retention.plusHours(12).plus(MICRO))
                        .map(age -> kept(chunk(1, age, 1))
                                .totals()
                                .keySet()
                                .iterator()
                                .next()))
                .containsExactly(
                        ChunkCondition.COMPRESSED,
                        ChunkCondition.DROPPED_SOON,
                        ChunkCondition.DROPPED_SOON,
                        ChunkCondition.LATE);
    }

    @Test
    void promises_are_lines_at_the_age_from_which_they_hold() {
        assertThat(kept(chunk(1, HOUR, 0)).marks())
                .containsExactly(
                        mark(Duration.ZERO, "now"),
                        mark(HOUR, "compressed after 1h"),
                        mark(HOUR.multipliedBy(3), "late if not compressed"),
                        mark(DAY.multipliedBy(30), "dropped after 30d"),
                        mark(DAY.multipliedBy(30).plusHours(12), "late if not dropped"));
    }

    private static ChunkTimeline.Mark mark(Duration age, String name) {
        return new ChunkTimeline.Mark(ChronoUnit.MICROS.between(Instant.EPOCH, NOW.minus(age)), name);
    }

    @Test
    void very_many_chunks_become_few_columns_that_hold_them_all() {
        for (int chunks : List.of(119, 120, 121, 30_000)) {
            ChunkTimeline many = Timelines.hourly("telemetry", chunks).get(0);

            assertThat(many.columns()).hasSizeBetween(1, 120);
            assertThat(many.columns().stream()
                            .mapToInt(ChunkTimeline.Column::chunks)
                            .sum())
                    .isEqualTo(chunks);
            assertThat(many.columns())
                    .allSatisfy(column -> assertThat(column.from()).isBetween(many.from(), column.to()));
        }
    }

    @Test
    void a_chunk_of_1970_and_one_of_a_clock_that_is_wrong_squeeze_no_picture() {
        Stream<Chunk> usual = IntStream.range(0, 40).mapToObj(i -> chunk(i, HOUR.multipliedBy(i), 1));
        Stream<Chunk> far = Stream.of(
                new Chunk(90, 1, 0, 1, ChunkState.NEVER_COMPRESSED, Optional.empty()),
                new Chunk(91, 1, Long.MAX_VALUE, 1, ChunkState.COMPRESSED, Optional.empty()));
        ChunkTimeline timeline = kept(Stream.concat(usual, far).toArray(Chunk[]::new));

        assertThat(timeline.outside()).isEqualTo(2);
        assertThat(timeline.chunks()).isEqualTo(42);
        assertThat(timeline.begins()).contains(NOW.minus(HOUR.multipliedBy(40)));
        assertThat(timeline.ends()).contains(NOW);
    }

    @Test
    void integers_are_times_where_the_step_is_known_and_integers_where_it_is_not() {
        List<Chunk> chunks = IntStream.range(1, 11)
                .mapToObj(i -> new Chunk(i, 1, i * 100L, 1, ChunkState.COMPRESSED, Optional.empty()))
                .toList();

        ChunkTimeline known = of(counting(), inSteps(expectation(HOUR, null), Duration.ofMinutes(1)), chunks)
                .get(0);
        assertThat(known.ends()).contains(NOW);
        assertThat(known.begins()).contains(NOW.minus(Duration.ofMinutes(1000)));
        assertThat(known.marks()).contains(new ChunkTimeline.Mark(940, "compressed after 1h"));
        assertThat(known.columns().get(9).text()).isEqualTo(NOW + " (1000)");

        ChunkTimeline unknown = of(counting(), expectation(HOUR, null), chunks).get(0);
        assertThat(unknown.begins()).isEmpty();
        assertThat(unknown.ends()).isEmpty();
        assertThat(unknown.from()).isZero();
        assertThat(unknown.to()).isEqualTo(1000);
        assertThat(unknown.columns().get(9).text()).isEqualTo("1000");
    }

    @Test
    void a_promise_longer_than_all_time_has_no_line() {
        ChunkTimeline timeline = of(
                        hypertable(), expectation(null, Duration.ofDays(365L * 1_000_000)), List.of(chunk(1, HOUR, 0)))
                .get(0);

        assertThat(timeline.marks()).extracting(ChunkTimeline.Mark::name).containsExactly("now");
    }

    @Test
    void sizes_that_were_not_measured_are_those_of_their_like() {
        List<Chunk> chunks = List.of(chunk(1, HOUR, 1), chunk(2, HOUR, 1), chunk(3, Duration.ZERO, 0));
        ChunkTimeline timeline = of(hypertable(), expectation(HOUR, null), chunks, Map.of(1, 10L))
                .get(0);

        assertThat(timeline.measured()).isEqualTo(1);
        assertThat(timeline.totals())
                .containsEntry(ChunkCondition.COMPRESSED, new ChunkTotal(2, 20, 1))
                .containsEntry(ChunkCondition.OPEN, new ChunkTotal(1, 0, 0));
    }

    @Test
    void several_chunks_of_one_time_share_a_column() {
        ChunkTimeline timeline = kept(chunk(1, HOUR, 1), chunk(2, HOUR, 1), chunk(3, Duration.ZERO, 0));

        assertThat(timeline.columns()).extracting(ChunkTimeline.Column::chunks).containsExactly(2, 1);
    }
}
