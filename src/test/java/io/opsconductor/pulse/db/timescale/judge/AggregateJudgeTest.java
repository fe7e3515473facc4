package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.paused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
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
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.catalog.Unbroken;
import org.junit.jupiter.api.Test;

class AggregateJudgeTest {
    static final Duration GRACE = Duration.ofMinutes(15);
    static final Duration MONTH = Duration.ofDays(30);
    private static final TimeColumn TIME = new TimeColumn("bucket", false, OptionalLong.empty(), Optional.empty());

    /** Nothing is materialized that could be lost. */
    static final Unbroken OPEN = new Unbroken(false, Optional.empty(), Optional.empty(), false, Optional.empty());

    static Finding judge(Hypertable source, Aggregate aggregate) {
        return judge(source, aggregate, Map.of(4, OPEN));
    }

    static Finding judge(Hypertable source, Aggregate aggregate, Map<Integer, Unbroken> unbroken) {
        List<Finding> findings = new AggregateJudge(
                        new Aggregates(found(source), List.of(aggregate), Map.of(), unbroken),
                        NOW,
                        GRACE,
                        Facts.REMEDIES)
                .judge();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** Buckets of an hour, materialized until a day ago. */
    static Aggregate aggregate(Instant missedEnd, RefreshPolicy... refreshes) {
        Hypertable table = new Hypertable(
                4, new HypertableName("public", "hourly"), TIME, false, false, List.of(), true, Optional.empty());
        return new Aggregate(
                table,
                1,
                Optional.of(micros(NOW.minus(DAY))),
                Optional.ofNullable(missedEnd).map(AggregateJudgeTest::micros),
                Optional.of(HOUR.toNanos() / 1000),
                Arrays.asList(refreshes),
                "iot",
                true);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Every hour; null is an open end. */
    static RefreshPolicy refresh(Duration start, Duration end) {
        return new RefreshPolicy(
                4,
                1003,
                true,
                span(start),
                span(end),
                new Retries(HOUR, Duration.ofMinutes(5), false, 0, 0),
                Optional.empty(),
                Facts.OWNER,
                OptionalLong.empty());
    }

    static Optional<Lag> span(Duration duration) {
        return Optional.ofNullable(duration).map(length -> new Lag.Span(length, length, false));
    }

    @Test
    void an_aggregate_that_is_refreshed_within_what_its_source_keeps_is_fine() {
        Finding finding = judge(hypertable(drops(MONTH)), aggregate(null, refresh(MONTH, HOUR)));
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.measured()).isEqualTo("materialized until 2026-11-21T12:00:00Z");
    }

    @Test
    void no_aggregate_is_said() {
        assertThat(new AggregateJudge(
                                new Aggregates(found(), List.of(), Map.of(), Map.of()), NOW, GRACE, Facts.REMEDIES)
                        .judge())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.OK));
    }

    @Test
    void without_a_policy_it_is_a_warning_and_where_the_source_drops_it_is_critical() {
        Finding kept = judge(hypertable(), aggregate(null));
        assertThat(kept.severity()).isEqualTo(Severity.WARNING);
        assertThat(kept.remedy())
                .isEqualTo(
                        "SELECT public.add_continuous_aggregate_policy('public.hourly'::regclass, start_offset => NULL,"
                                + " end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');");
        Finding dropped = judge(hypertable(drops(MONTH)), aggregate(null));
        assertThat(dropped.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(dropped.message()).contains("its source drops data after 30d");
        assertThat(judge(hypertable(paused(drops(MONTH))), aggregate(null)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void a_window_that_reaches_beyond_the_retention_by_a_microsecond_deletes_history() {
        assertThat(judge(hypertable(drops(MONTH)), aggregate(null, refresh(MONTH, HOUR)))
                        .severity())
                .isEqualTo(Severity.OK);
        Finding beyond = judge(hypertable(drops(MONTH)), aggregate(null, refresh(MONTH.plus(MICRO), HOUR)));
        assertThat(beyond.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(beyond.message()).contains("deletes it from the aggregate");
        assertThat(beyond.remedy()).contains("\"start_offset\": \"27 days\"");
        Finding open = judge(hypertable(drops(MONTH)), aggregate(null, refresh(null, HOUR)));
        assertThat(open.measured()).isEqualTo("refresh from the beginning");
        assertThat(judge(hypertable(), aggregate(null, refresh(null, HOUR))).severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void a_retention_that_is_not_there_yet_is_judged_as_if_it_were() {
        Aggregates facts = new Aggregates(
                found(hypertable(drops(MONTH))),
                List.of(aggregate(null, refresh(DAY, HOUR))),
                Map.of(),
                Map.of(4, new Unbroken(false, Optional.empty(), Optional.empty(), false, Optional.empty())));
        AggregateJudge judge = new AggregateJudge(facts, NOW, GRACE, Facts.REMEDIES);

        assertThat(judge.suffering(1, new Lag.Span(DAY, DAY, false))).isEmpty();
        Duration shorter = DAY.minus(MICRO);
        Finding finding =
                judge.suffering(1, new Lag.Span(shorter, shorter, false)).orElseThrow();
        assertThat(finding.message()).contains("deletes it from the aggregate");
        assertThat(finding.remedy()).contains("start_offset");
        assertThat(judge.suffering(1, new Lag.Span(HOUR, HOUR, false))
                        .orElseThrow()
                        .message())
                .contains("is dropped before");
        assertThat(judge.suffering(4, new Lag.Span(HOUR, HOUR, false))).isEmpty();
        assertThat(judge.judge().get(0).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_window_that_ends_where_the_retention_begins_loses_data_before_it_is_materialized() {
        assertThat(judge(hypertable(drops(DAY)), aggregate(null, refresh(DAY, DAY.minus(MICRO))))
                        .message())
                .doesNotContain("is dropped before");
        Finding finding = judge(hypertable(drops(DAY)), aggregate(null, refresh(null, DAY)));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).isEqualTo("data is dropped before job 1003 materializes it");
        assertThat(finding.remedy()).contains("\"end_offset\": \"1 hour\"");
    }

    @Test
    void an_aggregate_whose_policies_are_all_paused_is_refreshed_by_nobody() {
        Finding kept = judge(hypertable(), aggregate(null, pausedRefresh()));
        assertThat(kept.severity()).isEqualTo(Severity.WARNING);
        Finding dropped = judge(hypertable(drops(MONTH)), aggregate(null, pausedRefresh()));
        assertThat(dropped.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(dropped.measured()).isEqualTo("paused");
        assertThat(dropped.remedy()).isEqualTo("SELECT public.alter_job(1003, scheduled => true);");
        assertThat(judge(hypertable(drops(MONTH)), aggregate(null, pausedRefresh(), refresh(MONTH, HOUR)))
                        .severity())
                .isEqualTo(Severity.OK);
    }

    static RefreshPolicy pausedRefresh() {
        RefreshPolicy running = refresh(MONTH, HOUR);
        return new RefreshPolicy(
                running.aggregate(),
                running.job(),
                false,
                running.start(),
                running.end(),
                running.retries(),
                running.fixed(),
                running.owner(),
                OptionalLong.empty());
    }

    @Test
    void a_window_reaches_what_is_dropped_by_its_creation_time_as_well() {
        Hypertable source = hypertable(Facts.policy(1002, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, true)));
        for (RefreshPolicy policy : List.of(refresh(null, HOUR), refresh(DAY.plus(MICRO), HOUR))) {
            Finding deletes = judge(source, aggregate(null, policy));
            assertThat(deletes.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(deletes.message()).contains("deletes it from the aggregate");
            assertThat(deletes.target()).isEqualTo("source drops after 1d from creation");
        }
        assertThat(judge(source, aggregate(null, refresh(DAY, HOUR))).severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(source, aggregate(null, refresh(MONTH, DAY))).message())
                .contains("before job 1003");
    }

    @Test
    void a_window_shorter_than_its_schedule_by_a_microsecond_leaves_gaps() {
        Duration end = Duration.ofHours(2);
        Duration exactly = end.plus(HOUR);
        assertThat(judge(hypertable(), aggregate(null, refresh(exactly, end))).severity())
                .isEqualTo(Severity.OK);
        Finding gap = judge(hypertable(), aggregate(null, refresh(exactly.minus(MICRO), end)));
        assertThat(gap.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(gap.measured()).isEqualTo("refresh 59m 59s every 1h");
        assertThat(gap.remedy())
                .isEqualTo("SELECT public.alter_job(1003, schedule_interval => INTERVAL '1799 seconds');");
        RefreshPolicy narrow = refresh(exactly.minus(MICRO), end);
        assertThat(judge(hypertable(), aggregate(null, narrow, refresh(null, end)))
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void a_materialized_part_that_lags_is_late_one_microsecond_past_window_bucket_schedule_and_grace() {
        // The window ends two hours ago; a bucket and the schedule are an hour each, the grace is a quarter.
        Duration allowed = Duration.ofHours(4).plusMinutes(15);
        RefreshPolicy policy = refresh(null, Duration.ofHours(2));
        assertThat(judge(hypertable(), aggregate(NOW.minus(allowed), policy)).severity())
                .isEqualTo(Severity.OK);
        Finding late = judge(hypertable(), aggregate(NOW.minus(allowed).minus(MICRO), policy));
        assertThat(late.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(late.target()).isEqualTo("at most 4h 15m behind");
        assertThat(late.remedy()).isEqualTo("SELECT public.alter_job(1003, next_start => now());");
    }

    @Test
    void without_the_width_of_a_bucket_lateness_is_unknown() {
        Aggregate known = aggregate(NOW.minus(DAY), refresh(null, HOUR));
        Aggregate unknown = new Aggregate(
                known.table(),
                1,
                known.watermark(),
                known.missedEnd(),
                Optional.empty(),
                known.refreshes(),
                "iot",
                true);
        assertThat(judge(hypertable(), unknown).severity()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void what_the_window_no_longer_reaches_is_refreshed_from_the_watermark_on() {
        RefreshPolicy narrow = refresh(Duration.ofHours(3), HOUR);
        assertThat(judge(hypertable(), aggregate(NOW.minus(DAY), narrow)).remedy())
                .isEqualTo(
                        "CALL public.refresh_continuous_aggregate('public.hourly'::regclass, '2026-11-21T12:00:00Z', '2026-11-22T11:00:00Z');");
    }
}
