package io.opsconductor.pulse.db.timescale.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.aggregate.BucketRows.Likeness;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import org.junit.jupiter.api.Test;

class RowsJudgeTest {
    private static final Aggregate HOURLY = new Aggregate(
            Facts.hypertable("hourly"),
            1,
            Optional.of(0L),
            Optional.empty(),
            Optional.of(3_600_000_000L),
            List.of(),
            "iot",
            true);

    private static final PlaceRange NOON = new PlaceRange(1_795_608_000_000_000L, 1_795_611_600_000_000L);

    private static RowsLook different(Likeness likeness, boolean settled, boolean forced) {
        return new RowsLook(
                HOURLY, 3, forced, settled, Optional.of(new RowsLook.Difference(NOON, likeness)), Optional.empty());
    }

    @Test
    void what_was_compared_and_alike_is_well_and_counted() {
        Finding finding = RowsJudge.judge(new RowsLook(HOURLY, 1, true, true, Optional.empty(), Optional.empty()));
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.message()).isEqualTo("1 bucket, chosen at random, shows what the source gives");
        assertThat(RowsJudge.judge(new RowsLook(HOURLY, 7, true, true, Optional.empty(), Optional.of("slow")))
                        .message())
                .startsWith("7 buckets, chosen at random, show");
    }

    @Test
    void what_was_not_compared_is_unknown_with_the_reason() {
        Finding nothing = RowsJudge.judge(new RowsLook(HOURLY, 0, true, true, Optional.empty(), Optional.empty()));
        assertThat(nothing.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(nothing.message()).contains("no bucket was found that is materialized");
        assertThat(RowsJudge.judge(RowsLook.unseen(HOURLY, "it is tiered")).message())
                .endsWith("it is tiered");
    }

    @Test
    void another_value_is_critical_and_the_command_refreshes_whole_buckets() {
        Finding finding = RowsJudge.judge(different(Likeness.DIFFERENT, true, true));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("2026-11-25T12:00:00Z to 2026-11-25T13:00:00Z");
        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(finding.remedy())
                .endsWith("CALL refresh_continuous_aggregate('public.hourly'::regclass, '2026-11-25T11:00:00Z',"
                        + " '2026-11-25T15:00:00Z', force => true)");
    }

    @Test
    void what_may_have_come_from_rounding_or_from_the_order_of_rows_is_a_warning() {
        assertThat(RowsJudge.judge(different(Likeness.ROUNDED, true, true)).severity())
                .isEqualTo(Severity.WARNING);
        assertThat(RowsJudge.judge(different(Likeness.DIFFERENT, false, true)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void a_version_that_can_not_be_forced_needs_a_change_that_is_logged() {
        assertThat(RowsJudge.judge(different(Likeness.DIFFERENT, true, false)).remedy())
                .doesNotContain("force")
                .contains("after an UPDATE of one of these rows");
    }
}
