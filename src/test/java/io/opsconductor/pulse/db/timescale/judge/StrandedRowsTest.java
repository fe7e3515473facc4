package io.opsconductor.pulse.db.timescale.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.JobFacts;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Invalidation;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.promise.RefreshWindow;
import org.junit.jupiter.api.Test;

/** In integers: the present is 1000, a bucket is 10 wide, the window reaches 100 back, so its edge is at 900. */
class StrandedRowsTest {
    private static final TimeColumn SEQ = new TimeColumn("seq", true, OptionalLong.of(1000), Optional.empty());

    private static Aggregate aggregate(Long... starts) {
        Hypertable table = new Hypertable(
                4, new HypertableName("public", "sums"), SEQ, false, false, List.of(), true, Optional.empty());
        List<RefreshPolicy> policies = java.util.Arrays.stream(starts)
                .map(start -> new RefreshPolicy(
                        4,
                        1003,
                        true,
                        Optional.ofNullable(start).map(Lag.Steps::new),
                        Optional.of(new Lag.Steps(10)),
                        JobFacts.tried(0, 0),
                        Optional.empty(),
                        Facts.OWNER,
                        OptionalLong.empty()))
                .toList();
        return new Aggregate(table, 1, Optional.of(990L), Optional.empty(), Optional.of(10L), policies, "iot", true);
    }

    private static Optional<StrandedRows> stranded(Aggregate aggregate, Invalidation... waiting) {
        return StrandedRows.of(aggregate, List.of(waiting), SEQ.now(), Optional.of(500L));
    }

    private static Invalidation changed(long first, long last) {
        return new Invalidation(4, false, first, last, 600, 500);
    }

    @Test
    void what_changed_one_step_before_the_window_is_lost_and_what_changed_at_its_edge_is_not() {
        assertThat(stranded(aggregate(100L), changed(900, 950))).isEmpty();
        StrandedRows rows = stranded(aggregate(100L), changed(899, 950)).orElseThrow();
        assertThat(rows.first()).isEqualTo(899);
        assertThat(rows.last()).isEqualTo(899);
    }

    @Test
    void the_widest_window_counts_and_an_open_one_refreshes_everything() {
        assertThat(stranded(aggregate(100L, 300L), changed(750, 760))).isEmpty();
        assertThat(stranded(aggregate(100L, 300L), changed(690, 695))).isPresent();
        assertThat(stranded(aggregate(100L, null), changed(690, 695))).isEmpty();
        assertThat(stranded(aggregate(), changed(690, 695))).isEmpty();
    }

    @Test
    void the_refresh_takes_whole_buckets_and_nothing_that_the_source_has_dropped() {
        assertThat(stranded(aggregate(100L), changed(700, 720), changed(640, 641))
                        .orElseThrow()
                        .window())
                .contains(new RefreshWindow(new HypertableName("public", "sums"), Optional.of("630"), "731"));
        assertThat(stranded(aggregate(100L), changed(505, 720))
                        .orElseThrow()
                        .window()
                        .orElseThrow()
                        .from())
                .contains("500");
        assertThat(stranded(aggregate(100L), changed(500, 509)))
                .as("a bucket that may lack dropped rows stays as it is")
                .isEmpty();
    }

    @Test
    void before_the_first_refresh_a_whole_chunk_has_to_lie_for_what_is_said() {
        Invalidation whole = new Invalidation(4, true, 500, 899, 900, 500);
        Invalidation part = new Invalidation(4, true, 500, 899, 901, 500);
        assertThat(stranded(aggregate(100L), whole)).isPresent();
        assertThat(stranded(aggregate(100L), part)).isEmpty();
    }

    @Test
    void where_the_present_is_not_known_nothing_is_said() {
        assertThat(StrandedRows.of(
                        aggregate(100L), List.of(changed(600, 700)), OptionalLong.empty(), Optional.of(500L)))
                .isEmpty();
    }

    private static Optional<StrandedRows> from(Long whole, Invalidation... waiting) {
        return StrandedRows.of(aggregate(100L), List.of(waiting), SEQ.now(), Optional.ofNullable(whole));
    }

    @Test
    void no_window_begins_before_the_place_from_which_the_source_is_whole() {
        StrandedRows rows = from(700L, changed(505, 720)).orElseThrow();
        assertThat(rows.first()).isEqualTo(700);
        assertThat(rows.window().orElseThrow().from()).contains("700");
        assertThat(from(710L, changed(505, 720))
                        .orElseThrow()
                        .window()
                        .orElseThrow()
                        .from())
                .contains("710");
        assertThat(from(711L, changed(650, 720)).orElseThrow().window())
                .as("not one whole bucket")
                .isEmpty();
    }

    @Test
    void rows_that_lie_before_it_are_told_and_no_window_is_named() {
        StrandedRows rows = from(600L, changed(550, 560)).orElseThrow();
        assertThat(rows.window()).isEmpty();
        assertThat(rows.first()).isEqualTo(550);
        assertThat(rows.last()).isEqualTo(560);
        assertThat(from(599L, changed(550, 560)))
                .as("their chunk reaches into what is whole")
                .isEmpty();
        assertThat(from(600L, changed(550, 560), changed(700, 720))
                        .orElseThrow()
                        .window())
                .as("what can be mended comes first")
                .contains(new RefreshWindow(new HypertableName("public", "sums"), Optional.of("690"), "731"));
    }

    @Test
    void where_it_cannot_be_told_from_where_the_source_is_whole_no_window_is_named() {
        assertThat(from(null, changed(700, 720)).orElseThrow().window()).isEmpty();
        assertThat(from(null, changed(500, 509))).isEmpty();
        assertThat(from(Long.MIN_VALUE, changed(700, 720))
                        .orElseThrow()
                        .window()
                        .orElseThrow()
                        .from())
                .contains("690");
    }
}
