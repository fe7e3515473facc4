package io.opsconductor.pulse.db.timescale.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.background.Retries;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.Unbroken;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkPlace;
import io.opsconductor.pulse.db.timescale.extension.Edition;
import io.opsconductor.pulse.db.timescale.extension.Extension;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import org.junit.jupiter.api.Test;

class FixPlanTest {
    private static final Unbroken WHOLE =
            new Unbroken(false, Optional.empty(), Optional.empty(), false, Optional.empty());

    private static final Duration HOUR = Facts.HOUR;
    private static final Duration DAY = Facts.DAY;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int PLAIN = 0;
    private static final int COMPRESSED = 1;
    private static final int PARTIAL = 9;
    private static final int FROZEN = 4;

    private static FixPlan plan(
            Extension extension, Hypertable hypertable, Expectation expectation, int limit, Chunk... chunks) {
        return plan(extension, hypertable, List.of(), expectation, limit, chunks);
    }

    private static FixPlan plan(
            Extension extension,
            Hypertable hypertable,
            List<Aggregate> aggregates,
            Expectation expectation,
            int limit,
            Chunk... chunks) {
        List<DeclaredHypertable> hypertables = DeclaredHypertable.pair(Facts.found(hypertable), List.of(expectation));
        List<Chunk> all = List.of(chunks);
        Map<Integer, ChunkPlace> places = Arrays.stream(chunks)
                .map(chunk -> new ChunkPlace(
                        chunk.id(),
                        new HypertableName("internal", "chunk_" + chunk.id()),
                        chunk.end() - 3_600_000_000L))
                .collect(Collectors.toMap(ChunkPlace::id, Function.identity()));
        return FixPlan.of(
                new FixFacts(
                        extension,
                        Backlog.all(PolicyKind.COMPRESSION, hypertables, all, Facts.NOW),
                        Backlog.all(PolicyKind.RETENTION, hypertables, all, Facts.NOW),
                        new AggregateJudge(
                                new Aggregates(Facts.found(hypertable), aggregates, Map.of(), Map.of(2, WHOLE)),
                                Facts.NOW,
                                HOUR,
                                Facts.REMEDIES),
                        true,
                        places,
                        name -> false),
                limit);
    }

    private static FixPlan plan(Hypertable hypertable, Expectation expectation, Chunk... chunks) {
        return plan(Facts.extension(Edition.COMMUNITY), hypertable, expectation, 100, chunks);
    }

    private static FixPlan onApache(Expectation expectation, Chunk... chunks) {
        return plan(Facts.extension(Edition.APACHE), Facts.hypertable(), expectation, 100, chunks);
    }

    private static List<String> sql(FixPlan plan) {
        return plan.steps().stream().map(FixStep::sql).toList();
    }

    @Test
    void overdue_chunks_are_compressed_the_oldest_first_and_others_are_not() {
        FixPlan plan = plan(
                Facts.hypertable(Facts.compresses(HOUR)),
                Facts.expectation(HOUR, null),
                Facts.chunk(1, DAY, PLAIN),
                Facts.chunk(2, DAY.multipliedBy(2), PARTIAL),
                Facts.chunk(3, DAY.multipliedBy(3), COMPRESSED),
                Facts.chunk(4, HOUR.multipliedBy(4), PLAIN));
        assertThat(sql(plan))
                .containsExactly(
                        "SELECT public.compress_chunk('internal.chunk_2'::regclass, if_not_compressed => true);",
                        "SELECT public.compress_chunk('internal.chunk_1'::regclass, if_not_compressed => true);");
        assertThat(plan.steps()).extracting(FixStep::does).first().asString().contains("partial");
        assertThat(plan.left()).isEmpty();
    }

    @Test
    void before_two_fourteen_a_partial_chunk_is_recompressed_by_the_procedure_outside_a_transaction() {
        Extension old = new Extension(
                "pulse", "iot", Optional.of("2.13.1"), Optional.of("2.13.1"), Edition.COMMUNITY, "public");
        FixPlan plan = plan(
                old,
                Facts.hypertable(Facts.compresses(HOUR)),
                Facts.expectation(HOUR, null),
                100,
                Facts.chunk(1, DAY, PLAIN),
                Facts.chunk(2, DAY.multipliedBy(2), PARTIAL));
        assertThat(sql(plan).get(0)).startsWith("CALL public.recompress_chunk('internal.chunk_2'::regclass");
        assertThat(plan.steps()).extracting(FixStep::transactional).containsExactly(false, true);
    }

    @Test
    void the_limit_counts_steps_and_the_rest_is_told_of() {
        FixPlan plan = plan(
                Facts.extension(Edition.COMMUNITY),
                Facts.hypertable(Facts.compresses(HOUR)),
                Facts.expectation(HOUR, null),
                2,
                Facts.chunk(1, DAY, PLAIN),
                Facts.chunk(2, DAY, PLAIN),
                Facts.chunk(3, DAY, PLAIN));
        assertThat(plan.steps()).hasSize(2);
        assertThat(plan.later()).isEqualTo(1);
    }

    @Test
    void frozen_chunks_and_tables_without_compression_are_left_to_people() {
        FixPlan frozen = plan(
                Facts.hypertable(Facts.compresses(HOUR)),
                Facts.expectation(HOUR, null),
                Facts.chunk(1, DAY, FROZEN),
                Facts.chunk(2, DAY, PLAIN));
        assertThat(sql(frozen)).hasSize(1);
        assertThat(frozen.left()).extracting(ManualAction::reason).containsExactly("1 chunk frozen");
        Hypertable disabled = new Hypertable(
                1,
                new HypertableName("public", "telemetry"),
                Facts.hypertable().time(),
                false,
                false,
                List.of(),
                false,
                Optional.empty());
        FixPlan plan = plan(disabled, Facts.expectation(HOUR, null), Facts.chunk(1, DAY, PLAIN));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left())
                .extracting(left -> left.remedy().line())
                .containsExactly("pulse-db policies apply --dry-run");
    }

    @Test
    void a_retention_policy_that_is_as_configured_is_run_and_what_it_drops_is_not_compressed_before() {
        FixPlan plan = plan(
                Facts.hypertable(Facts.compresses(HOUR), Facts.drops(MONTH)),
                Facts.expectation(HOUR, MONTH),
                Facts.chunk(1, Duration.ofDays(40), PLAIN),
                Facts.chunk(2, DAY, PLAIN));
        assertThat(sql(plan))
                .containsExactly(
                        "SELECT public.alter_job(1002, next_start => now());",
                        "SELECT public.compress_chunk('internal.chunk_2'::regclass, if_not_compressed => true);");
    }

    @Test
    void a_retention_policy_that_is_paused_put_off_missing_or_different_is_never_run() {
        Chunk old = Facts.chunk(1, Duration.ofDays(400), PLAIN);
        for (Hypertable hypertable : List.of(
                Facts.hypertable(),
                Facts.hypertable(Facts.paused(Facts.drops(MONTH))),
                Facts.hypertable(Facts.putOff(Facts.drops(MONTH))),
                Facts.hypertable(Facts.drops(MONTH.minus(Facts.MICRO))),
                Facts.hypertable(Facts.drops(MONTH.plus(Facts.MICRO))))) {
            FixPlan plan = plan(hypertable, Facts.expectation(null, MONTH), old);
            assertThat(plan.steps()).isEmpty();
            assertThat(plan.left()).hasSize(1);
        }
        FixPlan kept = plan(Facts.hypertable(Facts.drops(MONTH)), Facts.keptForever(null), old);
        assertThat(kept.steps()).isEmpty();
        assertThat(kept.left()).isEmpty();
    }

    @Test
    void on_the_apache_edition_what_is_past_the_configured_retention_is_dropped_to_the_microsecond() {
        FixPlan plan = onApache(
                Facts.expectation(HOUR, MONTH),
                Facts.chunk(1, MONTH, PLAIN),
                Facts.chunk(2, MONTH.minus(Facts.MICRO), PLAIN),
                Facts.chunk(3, Duration.ofDays(400), PLAIN));
        assertThat(plan.steps())
                .extracting(FixStep::does)
                .hasSize(2)
                .first()
                .asString()
                .startsWith("drop chunk_3");
        assertThat(sql(plan).get(1))
                .isEqualTo(
                        "SELECT public.drop_chunks('public.telemetry'::regclass, older_than => greatest(INTERVAL '30 days',"
                                + " now() - TIMESTAMPTZ '2026-10-23T12:00:00Z'),"
                                + " newer_than => now() - TIMESTAMPTZ '2026-10-23T11:00:00Z');");
    }

    @Test
    void on_the_apache_edition_nothing_is_dropped_without_a_promise() {
        Chunk old = Facts.chunk(1, Duration.ofDays(400), PLAIN);
        assertThat(onApache(Facts.expectation(null, null), old).steps()).isEmpty();
        assertThat(onApache(Facts.keptForever(MONTH), old).steps()).isEmpty();
    }

    /** Of the hypertable with id 1; refreshed from so long ago, materialized up to so long ago. */
    private static Aggregate aggregate(Duration from, Duration until, boolean scheduled) {
        long mark = Facts.chunk(0, until, PLAIN).end();
        Lag.Span start = new Lag.Span(from, from, false);
        return new Aggregate(
                new Hypertable(
                        2,
                        new HypertableName("public", "hourly"),
                        Facts.hypertable().time(),
                        false,
                        false,
                        List.of(),
                        true,
                        Optional.empty()),
                1,
                Optional.of(mark),
                until.compareTo(DAY) > 0 ? Optional.of(mark + 3_600_000_000L) : Optional.empty(),
                Optional.of(3_600_000_000L),
                List.of(new RefreshPolicy(
                        2,
                        1005,
                        scheduled,
                        Optional.of(start),
                        Optional.of(new Lag.Span(HOUR, HOUR, false)),
                        new Retries(HOUR, HOUR, false, 0, 0),
                        Optional.empty(),
                        Facts.OWNER,
                        OptionalLong.empty())),
                "iot",
                true);
    }

    private static FixPlan withAggregate(Duration from, Duration until) {
        return withAggregate(aggregate(from, until, true));
    }

    private static FixPlan withAggregate(Aggregate aggregate) {
        return plan(
                Facts.extension(Edition.COMMUNITY),
                Facts.hypertable(Facts.drops(MONTH)),
                List.of(aggregate),
                Facts.expectation(null, MONTH),
                100,
                Facts.chunk(1, Duration.ofDays(40), PLAIN));
    }

    @Test
    void an_overdue_aggregate_is_refreshed_and_its_source_drops_nothing_before_that() {
        FixPlan plan = withAggregate(MONTH, DAY.multipliedBy(3));
        assertThat(sql(plan)).containsExactly("SELECT public.alter_job(1005, next_start => now());");
        assertThat(plan.steps().get(0).transactional()).isTrue();
        assertThat(plan.left())
                .extracting(ManualAction::reason)
                .first()
                .asString()
                .contains("may not hold yet");
        assertThat(sql(withAggregate(MONTH, HOUR)))
                .containsExactly("SELECT public.alter_job(1002, next_start => now());");
    }

    @Test
    void what_feeds_an_aggregate_that_nobody_refreshes_is_not_dropped() {
        FixPlan plan = withAggregate(aggregate(MONTH, HOUR, false));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left())
                .extracting(ManualAction::reason)
                .first()
                .asString()
                .contains("may not hold yet");
    }

    @Test
    void a_refresh_that_would_delete_what_the_source_has_dropped_is_never_run() {
        FixPlan plan = withAggregate(MONTH.plus(DAY), DAY.multipliedBy(3));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left()).hasSize(1);
    }
}
