package io.opsconductor.pulse.db.timescale.promise;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.chunk;
import static io.opsconductor.pulse.db.timescale.Facts.compresses;
import static io.opsconductor.pulse.db.timescale.Facts.counting;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.onApache;
import static io.opsconductor.pulse.db.timescale.Facts.paused;
import static io.opsconductor.pulse.db.timescale.Facts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.chunk.LooseTables;
import io.opsconductor.pulse.db.timescale.chunk.RootTable;
import io.opsconductor.pulse.db.timescale.judge.CompressionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import org.junit.jupiter.api.Test;

class BacklogJudgesTest {
    private static final Duration OLD = Duration.ofDays(3);

    private static Finding compression(Hypertables facts, List<Expectation> promised, Chunk... chunks) {
        List<DeclaredHypertable> hypertables = DeclaredHypertable.pair(facts, promised);
        List<Backlog> backlogs = Backlog.all(PolicyKind.COMPRESSION, hypertables, List.of(chunks), NOW);
        return CompressionBacklogJudge.judge(
                        facts, hypertables, backlogs, BacklogSizes.ofChunks(Map.of(1, 3_565_158L)), Facts.REMEDIES)
                .get(0);
    }

    private static Finding retention(Hypertables facts, List<Expectation> promised, Chunk... chunks) {
        List<DeclaredHypertable> hypertables = DeclaredHypertable.pair(facts, promised);
        List<Backlog> backlogs = Backlog.all(PolicyKind.RETENTION, hypertables, List.of(chunks), NOW);
        return RetentionBacklogJudge.judge(
                        facts, hypertables, backlogs, BacklogSizes.ofChunks(Map.of()), Map.of(), Facts.REMEDIES)
                .get(0);
    }

    /** As {@code policies apply} leaves it: to run that job would lose what is to be kept. */
    @Test
    void what_is_kept_for_ever_is_no_backlog_whatever_a_policy_says() {
        for (Policy policy : List.of(drops(DAY), paused(drops(DAY)))) {
            Finding kept = retention(found(hypertable(policy)), List.of(Facts.keptForever(null)), chunk(1, OLD, 0));
            assertThat(kept.severity()).as(kept.message()).isEqualTo(Severity.OK);
            assertThat(kept.remedy()).isEmpty();
        }
        assertThat(retention(found(hypertable()), List.of(Facts.keptForever(DAY)), chunk(1, OLD, 0))
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void late_chunks_are_shown_by_state_with_count_bytes_and_lateness() {
        Finding finding = compression(
                found(hypertable(compresses(HOUR))),
                List.of(expectation(HOUR, null)),
                chunk(1, OLD, 0),
                chunk(2, DAY, 0),
                chunk(3, DAY, 9),
                chunk(4, DAY, 3),
                chunk(5, DAY, 4),
                chunk(6, DAY, 1));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("5 chunks, at least 3.4 MB, 2d 23h late");
        assertThat(finding.target()).isEqualTo("compressed after 1h (+ 3h)");
        assertThat(finding.message())
                .contains("5 of 6 chunks (at least 3.4 MB)")
                .contains("2 never compressed, 1 partial, 1 unordered, 1 frozen")
                .contains("the oldest ended at 2026-11-19T12:00:00Z")
                .contains("unfreeze_chunk");
        assertThat(finding.remedy()).isEqualTo("SELECT public.alter_job(1001, next_start => now());");
    }

    private static Finding above(Optional<Long> bytes, Chunk... chunks) {
        return above(bytes, false, 0, chunks);
    }

    private static Finding above(Optional<Long> bytes, boolean tiered, int unguarded, Chunk... chunks) {
        return above(bytes, tiered, unguarded, 0, 0, chunks);
    }

    private static Finding above(
            Optional<Long> bytes, boolean tiered, int unguarded, int exchanged, int heirs, Chunk... chunks) {
        Hypertables facts = found(hypertable(drops(DAY)));
        List<DeclaredHypertable> hypertables = DeclaredHypertable.pair(facts, List.of(expectation(null, DAY)));
        HypertableName name = new HypertableName("internal", "materialized");
        BacklogSizes sizes = new BacklogSizes(
                Map.of(),
                Optional.of(bytes.map(some -> Map.of(
                                1, new RootTable(name, some, tiered, loose(unguarded), loose(exchanged), loose(heirs))))
                        .orElse(Map.of())));
        List<Backlog> backlogs = Backlog.all(PolicyKind.RETENTION, hypertables, List.of(chunks), NOW);
        return RetentionBacklogJudge.judge(facts, hypertables, backlogs, sizes, Map.of(), Facts.REMEDIES)
                .get(0);
    }

    private static LooseTables loose(int number) {
        return new LooseTables(number, Optional.of("internal.chunk"));
    }

    @Test
    void a_chunk_with_another_constraint_is_critical_and_a_table_beside_the_chunks_comes_before_it() {
        Finding exchanged = above(Optional.of(0L), true, 0, 2, 0);
        assertThat(exchanged.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(exchanged.measured()).isEqualTo("2 chunks with another constraint");
        assertThat(exchanged.message())
                .contains("not that of their range", "internal.chunk")
                .endsWith("are not dropped");
        Finding heir = above(Optional.of(0L), false, 1, 2, 1, chunk(1, OLD, 0));
        assertThat(heir.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(heir.message())
                .startsWith("1 table without a chunk's place")
                .endsWith("1 of 1 chunk (size not known) overdue as well");
        assertThat(heir.remedy()).contains("NO INHERIT");
        assertThat(above(Optional.of(1L), false, 1, 2, 1).message()).contains("hypertable's own table");
    }

    @Test
    void one_byte_in_the_hypertables_own_table_is_critical_none_is_not_and_a_locked_one_is_unknown() {
        assertThat(above(Optional.of(0L)).severity()).isEqualTo(Severity.OK);
        assertThat(above(Optional.empty()).severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(above(Optional.empty(), chunk(1, OLD, 0)).severity()).isEqualTo(Severity.CRITICAL);
        Finding finding = above(Optional.of(1L));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("nothing in it is dropped").doesNotContain("overdue");
        assertThat(finding.remedy()).contains("ONLY \"internal\".\"materialized\"");
        assertThat(above(Optional.of(1L), chunk(1, OLD, 0)).message())
                .endsWith("1 of 1 chunk (size not known) overdue as well");
    }

    @Test
    void rows_that_another_tool_keeps_are_unknown_unless_others_are_late() {
        Finding finding = above(Optional.of(0L), true, 0);
        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.message()).contains("none of 0 chunks is late, but rows of this hypertable are tiered");
        assertThat(above(Optional.of(0L), true, 0, chunk(1, OLD, 0)).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_chunk_without_the_constraint_of_its_range_is_critical() {
        Finding finding = above(Optional.of(0L), true, 1);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message())
                .startsWith("1 chunk without the CHECK constraint")
                .contains("internal.chunk");
        assertThat(above(Optional.of(0L), false, 1, chunk(1, OLD, 0)).message())
                .endsWith("1 of 1 chunk (size not known) overdue as well");
    }

    @Test
    void a_job_does_not_take_stray_rows_and_takes_the_other_chunks() {
        Hypertables facts = found(hypertable(compresses(HOUR)));
        List<Expectation> promised = List.of(expectation(HOUR, null));
        Chunk stray = stray(1);
        Finding alone = compression(facts, promised, stray);
        assertThat(alone.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alone.message()).contains("1 compressed with stray rows");
        assertThat(alone.remedy()).contains("decompress_chunk");
        Finding both = compression(facts, promised, stray, chunk(2, DAY, 0));
        assertThat(both.message()).contains("1 never compressed, 1 compressed with stray rows", "decompressed");
        assertThat(both.remedy()).contains("alter_job");
    }

    private static Chunk stray(int id) {
        Chunk chunk = chunk(id, OLD, 1);
        return new Chunk(id, 1, chunk.end(), chunk.length(), ChunkState.STRAY, chunk.created());
    }

    @Test
    void without_a_policy_chunks_are_compressed_by_hand() {
        Finding finding = compression(found(hypertable()), List.of(expectation(HOUR, null)), chunk(1, OLD, 0));
        assertThat(finding.remedy())
                .isEqualTo("SELECT public.compress_chunk(c, if_not_compressed => true)"
                        + " FROM public.show_chunks('public.telemetry'::regclass, older_than => INTERVAL '1 hour') c;");
    }

    @Test
    void a_policy_that_is_too_lazy_is_no_remedy() {
        Finding finding =
                compression(found(hypertable(compresses(DAY))), List.of(expectation(HOUR, null)), chunk(1, OLD, 0));
        assertThat(finding.remedy()).startsWith("SELECT public.compress_chunk(");
    }

    @Test
    void chunks_that_are_only_due_are_fine() {
        Finding finding =
                compression(found(hypertable(compresses(HOUR))), List.of(expectation(HOUR, null)), chunk(1, HOUR, 0));
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.message()).isEqualTo("none of 1 chunk is late; 1 chunk due at the next run");
    }

    @Test
    void on_the_apache_edition_uncompressed_chunks_are_a_warning_that_nobody_can_act_on_here() {
        Finding finding = compression(onApache(hypertable()), List.of(expectation(HOUR, null)), chunk(1, OLD, 0));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("the Apache edition cannot compress");
        assertThat(finding.cure().lines()).last().asString().contains("compress-after=(empty)");
    }

    @Test
    void data_past_its_retention_is_critical_on_either_edition() {
        List<Expectation> promised = List.of(expectation(null, DAY));
        Finding byJob = retention(found(hypertable(drops(DAY))), promised, chunk(1, OLD, 1));
        assertThat(byJob.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(byJob.measured()).isEqualTo("1 chunk, size not known, 2d late");
        assertThat(byJob.remedy()).isEqualTo("SELECT public.alter_job(1002, next_start => now());");
        Finding byHand = retention(onApache(hypertable()), promised, chunk(1, OLD, 0));
        assertThat(byHand.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(byHand.remedy())
                .isEqualTo("SELECT public.drop_chunks('public.telemetry'::regclass, older_than => INTERVAL '1 day');");
    }

    @Test
    void data_within_its_retention_is_fine() {
        Finding finding = retention(found(hypertable(drops(DAY))), List.of(), chunk(1, HOUR, 1));
        assertThat(finding.severity()).isEqualTo(Severity.OK);
    }

    @Test
    void without_any_obligation_the_check_says_so() {
        assertThat(compression(found(hypertable()), List.of()).severity()).isEqualTo(Severity.OK);
        assertThat(retention(found(hypertable()), List.of()).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void promises_without_any_hypertable_leave_the_backlog_unknown() {
        assertThat(retention(found(), List.of(expectation(HOUR, DAY))).severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void integers_whose_step_is_not_known_are_unknown_when_something_is_due() {
        Hypertables facts = found(counting(policy(1002, PolicyKind.RETENTION, new Lag.Steps(100))));
        Chunk old = new Chunk(1, 1, 5, 1, ChunkState.NEVER_COMPRESSED, Optional.empty());
        Chunk young = new Chunk(1, 1, 950, 1, ChunkState.NEVER_COMPRESSED, Optional.empty());
        assertThat(retention(facts, List.of(), old).severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(retention(facts, List.of(), old).remedy()).contains("integer-step");
        assertThat(retention(facts, List.of(), young).severity()).isEqualTo(Severity.OK);
    }
}
