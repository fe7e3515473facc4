package io.opsconductor.pulse.db.timescale.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
import io.opsconductor.pulse.db.timescale.catalog.Unbroken;
import org.junit.jupiter.api.Test;

/** In integers: the present is 1000, a bucket is 10 wide, and all is materialized up to 990. */
class RefreshBoundTest {
    private static final Unbroken NOTHING =
            new Unbroken(false, Optional.of(1000L), Optional.empty(), false, Optional.empty());

    private static Aggregate aggregate(boolean integer, long bucket) {
        TimeColumn time = new TimeColumn("seq", integer, OptionalLong.of(1000), Optional.empty());
        Hypertable table = new Hypertable(
                4, new HypertableName("public", "sums"), time, false, false, List.of(), true, Optional.empty());
        return new Aggregate(
                table, 1, Optional.of(990L), Optional.empty(), Optional.of(bucket), List.of(), "iot", true);
    }

    private static RefreshBound bound(Unbroken unbroken, Lag kept) {
        return new RefreshBound(
                aggregate(true, 10), Optional.ofNullable(unbroken), Optional.ofNullable(kept), OptionalLong.of(1000));
    }

    private static Unbroken from(long place) {
        return new Unbroken(true, Optional.of(1000L), Optional.of(place), false, Optional.empty());
    }

    private static Optional<Long> start(RefreshBound bound) {
        return bound.start().map(Lag::units);
    }

    @Test
    void what_is_not_known_gives_no_place_and_no_start() {
        RefreshBound unknown = bound(null, null);
        assertThat(unknown.from()).isEmpty();
        assertThat(unknown.start()).isEmpty();
        assertThat(unknown.open()).isFalse();
    }

    @Test
    void where_nothing_is_materialized_nothing_can_be_lost_but_a_policy_has_to_heed_the_retention() {
        assertThat(bound(NOTHING, null).from()).contains(Long.MIN_VALUE);
        assertThat(bound(NOTHING, null).open()).isTrue();
        RefreshBound dropping = bound(NOTHING, new Lag.Steps(500));
        assertThat(dropping.from()).contains(Long.MIN_VALUE);
        assertThat(dropping.open()).isFalse();
        assertThat(start(dropping)).contains(450L);
    }

    @Test
    void the_later_of_the_last_gap_and_of_what_the_retention_drops_counts() {
        assertThat(bound(from(300), null).from()).contains(300L);
        assertThat(start(bound(from(300), null))).contains(700L);
        assertThat(bound(from(300), new Lag.Steps(700)).from()).contains(300L);
        assertThat(bound(from(300), new Lag.Steps(699)).from()).contains(301L);
        assertThat(start(bound(from(600), new Lag.Steps(700)))).contains(400L);
        assertThat(start(bound(from(300), new Lag.Steps(700)))).contains(630L);
    }

    @Test
    void a_policy_has_to_refresh_two_buckets_and_leaves_the_youngest_alone() {
        assertThat(start(bound(from(970), null))).contains(30L);
        assertThat(start(bound(from(971), null))).isEmpty();
        assertThat(start(bound(NOTHING, new Lag.Steps(40)))).contains(36L);
        assertThat(start(bound(NOTHING, new Lag.Steps(30))))
                .as("nine tenths are too short, the whole is not")
                .contains(30L);
        assertThat(start(bound(NOTHING, new Lag.Steps(29)))).isEmpty();
    }

    @Test
    void an_age_from_creation_tells_no_place_of_a_policy() {
        Lag byCreation = new Lag.Span(Duration.ofDays(1), Duration.ofDays(1), true);
        assertThat(bound(from(300), byCreation).start()).isEmpty();
        assertThat(bound(from(300), byCreation).from()).contains(300L);
    }

    @Test
    void where_the_source_has_lost_its_newest_bucket_too_all_that_is_materialized_stays() {
        assertThat(bound(new Unbroken(true, Optional.empty(), Optional.empty(), false, Optional.empty()), null)
                        .from())
                .contains(990L);
        assertThat(bound(new Unbroken(true, Optional.of(980L), Optional.of(300L), false, Optional.empty()), null)
                        .from())
                .contains(300L);
        assertThat(bound(new Unbroken(true, Optional.of(979L), Optional.of(300L), false, Optional.empty()), null)
                        .from())
                .contains(990L);
    }

    @Test
    void without_the_present_a_retention_tells_no_place() {
        RefreshBound bound = new RefreshBound(
                aggregate(true, 10), Optional.of(from(300)), Optional.of(new Lag.Steps(500)), OptionalLong.empty());
        assertThat(bound.from()).isEmpty();
        assertThat(bound.start()).isEmpty();
        assertThat(bound.deletes(policy(50L))).isFalse();
    }

    private static RefreshPolicy policy(Long start) {
        return new RefreshPolicy(
                4,
                1003,
                true,
                Optional.ofNullable(start).map(Lag.Steps::new),
                Optional.of(new Lag.Steps(10)),
                JobFacts.tried(0, 0),
                Optional.empty(),
                Facts.OWNER,
                OptionalLong.empty());
    }

    @Test
    void what_waits_in_a_window_is_counted_once_in_whole_buckets() {
        // From 950 up to 990, the present being 1000.
        RefreshPolicy policy = policy(50L);
        RefreshBound bound = bound(from(300), null);
        assertThat(bound.waiting(policy, List.of())).isZero();
        assertThat(bound.waiting(policy, List.of(waits(0, 949), waits(990, Long.MAX_VALUE))))
                .isZero();
        assertThat(bound.waiting(policy, List.of(waits(950, 950)))).isOne();
        assertThat(bound.waiting(policy, List.of(waits(960, 970), waits(950, 969))))
                .isEqualTo(3);
        assertThat(bound.waiting(policy, List.of(waits(Long.MIN_VALUE, Long.MAX_VALUE))))
                .isEqualTo(4);
        assertThat(bound.waiting(policy(null), List.of(waits(Long.MIN_VALUE, Long.MAX_VALUE))))
                .isGreaterThan(1L << 59);
        RefreshBound timeless =
                new RefreshBound(aggregate(true, 10), Optional.empty(), Optional.empty(), OptionalLong.empty());
        assertThat(timeless.waiting(policy, List.of(waits(950, 980)))).isZero();
    }

    private static Invalidation waits(long first, long last) {
        return new Invalidation(4, false, first, last, last, 0);
    }

    @Test
    void a_policy_deletes_whose_window_reaches_what_the_source_lacks_and_waits() {
        RefreshBound bound =
                bound(new Unbroken(true, Optional.of(1000L), Optional.of(300L), false, Optional.of(299L)), null);
        assertThat(bound.deletes(policy(701L))).isTrue();
        assertThat(bound.deletes(policy(700L))).isFalse();
        assertThat(bound.deletes(policy(null))).isTrue();
        assertThat(bound(from(300), null).deletes(policy(null))).isFalse();
    }

    @Test
    void where_rows_were_deleted_one_refresh_may_begin_behind_them_and_no_policy_is_named() {
        Unbroken deleted = new Unbroken(true, Optional.of(1000L), Optional.of(300L), true, Optional.of(299L));
        assertThat(bound(deleted, null).from()).contains(300L);
        assertThat(bound(deleted, null).start()).isEmpty();
        assertThat(bound(deleted, null).removed()).isTrue();
        assertThat(bound(deleted, new Lag.Steps(100)).start()).isEmpty();
        Unbroken nothingToLose = new Unbroken(false, Optional.of(1000L), Optional.of(300L), true, Optional.empty());
        assertThat(bound(nothingToLose, null).removed()).isFalse();
        assertThat(bound(nothingToLose, null).open()).isTrue();
    }

    @Test
    void a_policy_may_delete_where_that_is_not_known() {
        assertThat(bound(null, null).deletes(policy(20L))).isTrue();
    }

    @Test
    void times_are_whole_hours_where_that_is_exact_enough() {
        long hour = Facts.HOUR.toNanos() / 1000;
        long now = ChronoUnit.MICROS.between(java.time.Instant.EPOCH, Facts.NOW);
        Lag month = new Lag.Span(Duration.ofDays(31), Duration.ofDays(31), false);
        RefreshBound bound = new RefreshBound(
                aggregate(false, hour), Optional.of(NOTHING), Optional.of(month), OptionalLong.of(now));
        assertThat(bound.start().orElseThrow().today()).isEqualTo(Duration.ofHours(669));
        assertThat(bound.oneBucket().today()).isEqualTo(Facts.HOUR);
    }
}
