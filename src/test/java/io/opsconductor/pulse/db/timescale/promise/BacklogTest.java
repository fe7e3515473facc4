package io.opsconductor.pulse.db.timescale.promise;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.chunk;
import static io.opsconductor.pulse.db.timescale.Facts.compresses;
import static io.opsconductor.pulse.db.timescale.Facts.counting;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.inSteps;
import static io.opsconductor.pulse.db.timescale.Facts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Expectation NONE = Expectation.none("telemetry");

    private static Backlog backlog(PolicyKind kind, Hypertable hypertable, Expectation expectation, Chunk... chunks) {
        List<DeclaredHypertable> hypertables = DeclaredHypertable.pair(Facts.found(hypertable), List.of(expectation));
        return Backlog.all(kind, hypertables, List.of(chunks), NOW).get(0);
    }

    private static Backlog compression(Duration age) {
        return backlog(PolicyKind.COMPRESSION, hypertable(compresses(HOUR)), expectation(HOUR, null), chunk(1, age, 0));
    }

    @Test
    void a_chunk_is_due_exactly_at_its_lag_and_not_a_microsecond_before() {
        assertThat(compression(HOUR.minus(MICRO)).due()).isEmpty();
        assertThat(compression(HOUR).due()).hasSize(1);
    }

    @Test
    void a_chunk_is_in_time_at_lag_schedule_and_grace_and_late_a_microsecond_past() {
        Duration limit = HOUR.plus(HOUR).plus(Duration.ofHours(2));
        assertThat(compression(limit).overdue()).isEmpty();
        assertThat(compression(limit).due()).hasSize(1);
        assertThat(compression(limit.plus(MICRO)).overdue()).hasSize(1);
        assertThat(compression(limit.plus(MICRO)).late())
                .isEqualTo(Duration.ofHours(3).plus(MICRO));
    }

    @Test
    void without_a_policy_there_is_no_schedule_to_wait_for() {
        Duration limit = Duration.ofDays(30).plusHours(12);
        Expectation promised = expectation(null, Duration.ofDays(30));
        assertThat(backlog(PolicyKind.RETENTION, hypertable(), promised, chunk(1, limit, 1))
                        .overdue())
                .isEmpty();
        assertThat(backlog(PolicyKind.RETENTION, hypertable(), promised, chunk(1, limit.plus(MICRO), 1))
                        .overdue())
                .hasSize(1);
    }

    @Test
    void what_is_fully_compressed_is_settled_for_compression_but_not_for_retention() {
        Chunk old = chunk(1, Duration.ofDays(99), 1);
        Hypertable both = hypertable(compresses(HOUR), drops(DAY));
        assertThat(backlog(PolicyKind.COMPRESSION, both, NONE, old).overdue()).isEmpty();
        assertThat(backlog(PolicyKind.RETENTION, both, NONE, old).overdue()).containsExactly(old);
    }

    @Test
    void the_promise_counts_more_than_the_policy() {
        Chunk chunk = chunk(1, Duration.ofDays(2), 0);
        Hypertable lazy = hypertable(compresses(Duration.ofDays(7)));
        assertThat(backlog(PolicyKind.COMPRESSION, lazy, expectation(HOUR, null), chunk)
                        .overdue())
                .hasSize(1);
        assertThat(backlog(PolicyKind.COMPRESSION, lazy, NONE, chunk).overdue()).isEmpty();
    }

    @Test
    void a_month_of_policy_may_be_todays_month_when_it_agrees_with_the_promise() {
        Lag month = new Lag.Span(Duration.ofDays(30), Duration.ofDays(31), false);
        Hypertable monthly = hypertable(policy(1002, PolicyKind.RETENTION, month));
        Expectation promised = expectation(null, Duration.ofDays(30));
        Duration limit = Duration.ofDays(31).plusHours(13);
        assertThat(backlog(PolicyKind.RETENTION, monthly, promised, chunk(1, limit, 0))
                        .overdue())
                .isEmpty();
        assertThat(backlog(PolicyKind.RETENTION, monthly, promised, chunk(1, limit.plus(MICRO), 0))
                        .overdue())
                .hasSize(1);
    }

    @Test
    void a_policy_by_creation_counts_from_the_creation() {
        Hypertable byCreation = hypertable(policy(1002, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, true)));
        long future = Long.MAX_VALUE;
        Chunk made =
                new Chunk(1, 1, future, 1, ChunkState.NEVER_COMPRESSED, Optional.of(NOW.minus(Duration.ofDays(3))));
        assertThat(backlog(PolicyKind.RETENTION, byCreation, NONE, made).overdue())
                .hasSize(1);
        Chunk unknown = new Chunk(1, 1, future, 1, ChunkState.NEVER_COMPRESSED, Optional.empty());
        assertThat(backlog(PolicyKind.RETENTION, byCreation, NONE, unknown).blind())
                .isTrue();
    }

    @Test
    void integers_with_a_step_are_judged_like_time() {
        Hypertable seconds = counting(policy(1002, PolicyKind.RETENTION, new Lag.Steps(100)));
        Expectation promised = inSteps(expectation(null, Duration.ofMinutes(100)), Duration.ofMinutes(1));
        // Minutes: lag 100, schedule 60, grace 720; the present is 1000.
        assertThat(backlog(PolicyKind.RETENTION, seconds, promised, ending(120)).overdue())
                .isEmpty();
        assertThat(backlog(PolicyKind.RETENTION, seconds, promised, ending(119)).overdue())
                .hasSize(1);
    }

    @Test
    void integers_without_a_step_tell_what_is_due_but_not_what_is_late() {
        Hypertable steps = counting(policy(1002, PolicyKind.RETENTION, new Lag.Steps(100)));
        assertThat(backlog(PolicyKind.RETENTION, steps, NONE, ending(900)).due())
                .hasSize(1);
        assertThat(backlog(PolicyKind.RETENTION, steps, NONE, ending(901)).due())
                .isEmpty();
        assertThat(backlog(PolicyKind.RETENTION, steps, NONE, ending(-100_000)).overdue())
                .isEmpty();
    }

    @Test
    void integers_without_a_step_cannot_be_compared_with_a_promise_in_time() {
        assertThat(backlog(PolicyKind.RETENTION, counting(), expectation(null, DAY), ending(1))
                        .blind())
                .isTrue();
        assertThat(backlog(PolicyKind.RETENTION, counting(), expectation(null, DAY))
                        .blind())
                .isFalse();
    }

    private static Chunk ending(long end) {
        return new Chunk(1, 1, end, 1, ChunkState.NEVER_COMPRESSED, Optional.empty());
    }
}
