package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.GRACE;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.MONTH;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.aggregate;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.judge;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.micros;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.background.Retries;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Invalidation;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import org.junit.jupiter.api.Test;

/** Policies whose runs take a part each, and windows in integers. */
class RefreshPaceTest {
    @Test
    void what_waits_for_more_than_two_runs_of_a_job_that_takes_parts_is_told() {
        assertThat(paced(HOUR, 10, 20).severity()).isEqualTo(Severity.OK);
        Finding some = paced(HOUR, 10, 21);
        assertThat(some.severity()).isEqualTo(Severity.WARNING);
        assertThat(some.measured()).isEqualTo("21 buckets waiting");
        assertThat(some.message()).contains("is not in the aggregate for 3h");
        assertThat(some.remedy()).contains("max_batches_per_execution");
        assertThat(paced(HOUR, 1, 168).severity()).isEqualTo(Severity.WARNING);
        assertThat(paced(HOUR, 1, 169).severity()).as("a week and an hour").isEqualTo(Severity.CRITICAL);
        Finding falling = paced(HOUR.plus(MICRO), 1, 3);
        assertThat(falling.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(falling.message()).contains("never will be");
    }

    /** A bucket is an hour, and the window longer than what waits. */
    private static Finding paced(Duration every, long most, int buckets) {
        RefreshPolicy policy = new RefreshPolicy(
                4,
                1003,
                true,
                span(MONTH),
                span(HOUR),
                new Retries(every, Duration.ofMinutes(5), false, 0, 0),
                Optional.empty(),
                Facts.OWNER,
                OptionalLong.of(most));
        long last = micros(NOW.minus(HOUR)) - 1;
        long first = last + 1 - buckets * HOUR.toNanos() / 1000;
        Invalidation waits = new Invalidation(4, false, first, last, last, first);
        return new AggregateJudge(
                        new Aggregates(
                                found(hypertable()),
                                List.of(aggregate(null, policy)),
                                Map.of(4, List.of(waits)),
                                Map.of(4, AggregateJudgeTest.OPEN)),
                        NOW,
                        GRACE,
                        Facts.REMEDIES)
                .judge()
                .get(0);
    }

    @Test
    void integers_are_not_compared_with_an_age_from_creation_and_that_is_told() {
        Hypertable source = hypertable(Facts.policy(1002, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, true)));
        RefreshPolicy steps = new RefreshPolicy(
                4,
                1003,
                true,
                Optional.of(new Lag.Steps(1_000_000)),
                Optional.of(new Lag.Steps(500_000)),
                new Retries(HOUR, Duration.ofMinutes(5), false, 0, 0),
                Optional.empty(),
                Facts.OWNER,
                OptionalLong.empty());
        Aggregate times = aggregate(null, steps);
        Hypertable counting = new Hypertable(
                4,
                times.table().name(),
                new TimeColumn("bucket", true, OptionalLong.of(2_000_000), Optional.empty()),
                false,
                false,
                List.of(),
                true,
                Optional.empty());
        Aggregate integers = new Aggregate(
                counting, 1, times.watermark(), Optional.empty(), Optional.of(10L), List.of(steps), "iot", true);
        assertThat(judge(source, integers)).satisfies(doubted -> {
            assertThat(doubted.severity()).isEqualTo(Severity.WARNING);
            assertThat(doubted.message()).contains("refreshed by policy", "no window of integers");
        });
        Hypertable counted = hypertable(Facts.policy(1002, PolicyKind.RETENTION, new Lag.Steps(3_000_000)));
        assertThat(judge(counted, integers).severity()).isEqualTo(Severity.OK);
    }
}
