package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.GRACE;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.MONTH;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.aggregate;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.judge;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.micros;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.pausedRefresh;
import static io.opsconductor.pulse.db.timescale.judge.AggregateJudgeTest.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import io.opsconductor.pulse.db.timescale.catalog.Invalidation;
import io.opsconductor.pulse.db.timescale.catalog.Unbroken;
import org.junit.jupiter.api.Test;

/** What the remedies of an aggregate refresh, and have refreshed. */
class RefreshRemediesTest {
    /** The source has no chunk before that; what waits reaches up to an hour before it. */
    private static Map<Integer, Unbroken> whole(Duration since) {
        long from = micros(NOW.minus(since));
        return Map.of(
                4,
                new Unbroken(
                        true, Optional.of(micros(NOW)), Optional.of(from), false, Optional.of(from - 3_600_000_000L)));
    }

    @Test
    void a_policy_that_is_added_refreshes_only_what_the_source_still_holds() {
        assertThat(judge(hypertable(), aggregate(null), whole(DAY.multipliedBy(20)))
                        .remedy())
                .contains("start_offset => INTERVAL '20 days', end_offset => INTERVAL '1 hour'");
        assertThat(judge(hypertable(drops(MONTH)), aggregate(null), whole(DAY.multipliedBy(20)))
                        .remedy())
                .contains("start_offset => INTERVAL '20 days'");
        assertThat(judge(hypertable(drops(MONTH)), aggregate(null), whole(DAY.multipliedBy(40)))
                        .remedy())
                .contains("start_offset => INTERVAL '27 days'");
    }

    @Test
    void where_that_is_not_known_no_policy_is_named() {
        assertThat(judge(hypertable(), aggregate(null), Map.of()).cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(judge(hypertable(drops(HOUR.multipliedBy(2))), aggregate(null))
                        .cure()
                        .kind())
                .as("shorter than three buckets")
                .isEqualTo(Remedy.Kind.TEXT);
    }

    @Test
    void a_paused_policy_that_would_delete_is_woken_with_another_window() {
        Finding finding = judge(hypertable(), aggregate(null, pausedRefresh()), whole(DAY.multipliedBy(20)));
        assertThat(finding.remedy()).contains("config || '{\"start_offset\": \"20 days\"}', scheduled => true) FROM");
        assertThat(judge(hypertable(drops(DAY.multipliedBy(10))), aggregate(null, pausedRefresh()))
                        .remedy())
                .contains("config || '{\"start_offset\": \"9 days\"}', scheduled => true) FROM");
    }

    @Test
    void a_job_that_would_delete_is_not_started_but_moved() {
        Instant late = NOW.minus(DAY);
        Finding finding = judge(hypertable(), aggregate(late, refresh(null, HOUR)), whole(DAY.multipliedBy(20)));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).contains("\"start_offset\": \"20 days\"");
        assertThat(judge(
                                hypertable(),
                                aggregate(late, refresh(DAY.multipliedBy(20), HOUR)),
                                whole(DAY.multipliedBy(20)))
                        .remedy())
                .isEqualTo("SELECT public.alter_job(1003, next_start => now());");
        AggregateJudge judge = new AggregateJudge(
                new Aggregates(
                        found(hypertable()),
                        List.of(aggregate(late, refresh(null, HOUR))),
                        Map.of(),
                        whole(DAY.multipliedBy(20))),
                NOW,
                GRACE,
                Facts.REMEDIES);
        assertThat(judge.deleting()).containsExactly(1003);
        assertThat(judge.mendable(judge.facts().aggregates().get(0))).isEmpty();
    }

    @Test
    void late_rows_among_what_was_dropped_are_told_and_no_window_is_named() {
        long from = micros(NOW.minus(DAY.multipliedBy(20)));
        long old = micros(NOW.minus(DAY.multipliedBy(190)));
        Invalidation row = new Invalidation(4, false, old, old, old + 1, old - 1);
        List<Finding> findings = new AggregateJudge(
                        new Aggregates(
                                found(hypertable()),
                                List.of(aggregate(null, refresh(DAY.multipliedBy(10), HOUR))),
                                Map.of(4, List.of(row)),
                                Map.of(
                                        4,
                                        new Unbroken(
                                                true,
                                                Optional.of(micros(NOW)),
                                                Optional.of(from),
                                                false,
                                                Optional.empty()))),
                        NOW,
                        GRACE,
                        Facts.REMEDIES)
                .judge();
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).contains("was dropped or deleted from the source, or may have been");
            assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        });
    }
}
