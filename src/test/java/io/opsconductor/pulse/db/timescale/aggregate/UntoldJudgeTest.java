package io.opsconductor.pulse.db.timescale.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import org.junit.jupiter.api.Test;

class UntoldJudgeTest {
    @Test
    void all_is_logged_where_each_source_has_its_trigger() {
        Finding finding = UntoldJudge.judge("app", List.of()).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.subject()).isEqualTo("app");
    }

    @Test
    void a_source_without_its_trigger_is_critical_and_the_remedy_quotes_its_name() {
        Finding finding = one(new HypertableName("a b", "t\"; DROP TABLE x; --"), 2, true, 3, false);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("gone from the hypertable and 3 chunks", "(v1, v2)");
        assertThat(finding.remedy())
                .startsWith(
                        "DROP TRIGGER IF EXISTS ts_cagg_invalidation_trigger ON \"a b\".\"t\"\"; DROP TABLE x; --\"; CREATE TRIGGER")
                .contains("\"_timescaledb_functions\".continuous_agg_invalidation_trigger('7');");
    }

    @Test
    void a_single_chunk_is_enough_and_many_aggregates_are_counted() {
        Finding finding = one(new HypertableName("public", "t"), 5, false, 1, false);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("gone from 1 chunk,", "v1, v2, v3 and 2 more");
    }

    @Test
    void where_a_slot_may_tell_of_changes_it_is_unknown() {
        Finding finding = one(new HypertableName("public", "t"), 1, true, 0, true);
        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
    }

    private static Finding one(HypertableName name, int aggregates, boolean root, long chunks, boolean slot) {
        List<HypertableName> views = IntStream.rangeClosed(1, aggregates)
                .mapToObj(number -> new HypertableName("public", "v" + number))
                .toList();
        return UntoldJudge.judge(
                        "app", List.of(new UntoldChanges(name, 7, views, root, chunks, "_timescaledb_functions", slot)))
                .get(0);
    }
}
