package io.opsconductor.pulse.db.timescale.promise;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.counting;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.inSteps;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import org.junit.jupiter.api.Test;

/** Schedules and chunks that their owner makes as long as years. */
class StretchedTimesTest {
    private static final Duration CENTURY = DAY.multipliedBy(36_500);
    private static final Duration MONTH = DAY.multipliedBy(30);
    private static final Duration YEAR = DAY.multipliedBy(365);

    private static Policy every(Duration every, Duration backOff, Duration lag) {
        return new Policy(
                1,
                1002,
                PolicyKind.RETENTION,
                new Lag.Span(lag, lag, false),
                every,
                true,
                Optional.empty(),
                backOff,
                Optional.empty(),
                Facts.OWNER);
    }

    private static Obligation retention(Duration every, Duration backOff, Duration lag) {
        return Obligation.of(PolicyKind.RETENTION, hypertable(every(every, backOff, lag)), expectation(null, lag));
    }

    @Test
    void a_schedule_counts_as_far_as_a_quarter_of_the_lag_or_a_day() {
        Duration grace = Duration.ofHours(12);
        assertThat(retention(CENTURY, Duration.ZERO, MONTH).allowance())
                .isEqualTo(MONTH.dividedBy(4).plus(grace));
        assertThat(retention(HOUR, Duration.ZERO, MONTH).allowance()).isEqualTo(HOUR.plus(grace));
        assertThat(retention(CENTURY, Duration.ZERO, HOUR).allowance()).isEqualTo(DAY.plus(grace));
        assertThat(retention(HOUR, CENTURY, MONTH).allowance())
                .isEqualTo(MONTH.dividedBy(4).multipliedBy(6).plus(grace));
        assertThat(retention(MONTH.dividedBy(4), Duration.ZERO, MONTH).seldom()).isFalse();
        assertThat(retention(MONTH.dividedBy(4).plus(MICRO), Duration.ZERO, MONTH)
                        .seldom())
                .isTrue();
        assertThat(retention(DAY, Duration.ZERO, HOUR).seldom()).isFalse();
    }

    /** One that began so long ago. */
    private static Chunk begun(Duration ago, Duration length) {
        Instant end = NOW.minus(ago).plus(length);
        return new Chunk(
                1,
                1,
                ChronoUnit.MICROS.between(Instant.EPOCH, end),
                length.toSeconds() * 1_000_000,
                ChunkState.NEVER_COMPRESSED,
                Optional.empty());
    }

    private static Backlog backlog(Hypertable hypertable, Expectation expectation, Chunk chunk) {
        return Backlog.all(
                        PolicyKind.RETENTION,
                        DeclaredHypertable.pair(found(hypertable), List.of(expectation)),
                        List.of(chunk),
                        NOW)
                .get(0);
    }

    @Test
    void a_chunk_of_a_century_is_late_when_one_of_a_month_would_be() {
        Hypertable hypertable = hypertable(every(HOUR, Duration.ZERO, MONTH));
        Duration limit = DAY.multipliedBy(31).plus(MONTH).plus(HOUR).plus(Duration.ofHours(12));
        Expectation promised = expectation(null, MONTH);
        assertThat(backlog(hypertable, promised, begun(limit, CENTURY)).stretched())
                .isEmpty();
        Backlog late = backlog(hypertable, promised, begun(limit.plus(MICRO), CENTURY));
        assertThat(late.stretched()).hasSize(1);
        assertThat(late.allLate()).hasSize(1);
        assertThat(late.late()).isEqualTo(HOUR.plus(Duration.ofHours(12)).plus(MICRO));
        assertThat(late.overdue()).as("no fix may take it").isEmpty();
        assertThat(late.due()).isEmpty();
        assertThat(backlog(hypertable, expectation(null, null), begun(limit.plus(MICRO), CENTURY))
                        .stretched())
                .as("nothing is promised")
                .isEmpty();
    }

    @Test
    void chunks_of_a_month_and_of_the_lag_itself_are_judged_by_their_end() {
        Hypertable yearly = hypertable(every(HOUR, Duration.ZERO, YEAR));
        for (Duration length : List.of(MONTH, YEAR)) {
            Duration limit = length.plus(YEAR).plus(Duration.ofHours(13));
            assertThat(backlog(yearly, expectation(null, YEAR), begun(limit, length))
                            .allLate())
                    .isEmpty();
            assertThat(backlog(yearly, expectation(null, YEAR), begun(limit.plus(MICRO), length))
                            .overdue())
                    .hasSize(1);
        }
        Hypertable daily = hypertable(every(HOUR, Duration.ZERO, DAY));
        Duration month = DAY.multipliedBy(32).plus(Duration.ofHours(13));
        assertThat(backlog(daily, expectation(null, DAY), begun(month, DAY.multipliedBy(31)))
                        .allLate())
                .isEmpty();
        assertThat(backlog(daily, expectation(null, DAY), begun(month.plus(MICRO), DAY.multipliedBy(33)))
                        .stretched())
                .hasSize(1);
    }

    @Test
    void an_aggregates_chunks_are_ten_times_as_long() {
        Hypertable plain = hypertable(every(HOUR, Duration.ZERO, DAY));
        Hypertable aggregate = new Hypertable(
                plain.id(), plain.name(), plain.time(), true, false, plain.policies(), true, Optional.empty());
        Chunk chunk = begun(DAY.multipliedBy(69), DAY.multipliedBy(70));
        assertThat(backlog(aggregate, expectation(null, DAY), chunk).allLate()).isEmpty();
        assertThat(backlog(plain, expectation(null, DAY), chunk).stretched()).hasSize(1);
    }

    @Test
    void numbers_count_as_far_as_it_is_known_what_they_last() {
        Chunk endless =
                new Chunk(1, 1, Long.MAX_VALUE, Long.MAX_VALUE - 100, ChunkState.NEVER_COMPRESSED, Optional.empty());
        Expectation promised = expectation(null, MONTH);
        assertThat(backlog(counting(), inSteps(promised, DAY), endless).stretched())
                .hasSize(1);
        assertThat(backlog(counting(), promised, endless).stretched()).isEmpty();
    }
}
