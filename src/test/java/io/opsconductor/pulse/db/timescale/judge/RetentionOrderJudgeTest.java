package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.compresses;
import static io.opsconductor.pulse.db.timescale.Facts.counting;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import org.junit.jupiter.api.Test;

class RetentionOrderJudgeTest {
    private static Finding judge(Hypertables facts, Expectation... expectations) {
        List<Finding> findings =
                RetentionOrderJudge.judge(facts, DeclaredHypertable.pair(facts, List.of(expectations)), Facts.REMEDIES);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void compression_has_to_come_before_dropping_by_a_microsecond_at_least() {
        assertThat(judge(found(hypertable(compresses(DAY.minus(MICRO)), drops(DAY))))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(found(hypertable(compresses(DAY), drops(DAY)))).severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void the_remedy_goes_back_to_the_promise_or_gives_compression_up() {
        Hypertables facts = found(hypertable(compresses(DAY), drops(DAY)));
        assertThat(judge(facts).remedy())
                .isEqualTo("SELECT public.remove_compression_policy('public.telemetry'::regclass);");
        assertThat(judge(facts, expectation(HOUR, DAY)).remedy()).contains("{\"compress_after\": \"1 hour\"}");
    }

    @Test
    void promises_are_compared_where_policies_are_not() {
        assertThat(judge(found(hypertable()), expectation(HOUR, DAY)).severity())
                .isEqualTo(Severity.OK);
        Finding finding = judge(found(hypertable()), expectation(DAY, DAY));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).contains("compress-after=less than 1d");
    }

    @Test
    void steps_are_compared_with_steps_and_not_with_time() {
        Policy early = policy(1001, PolicyKind.COMPRESSION, new Lag.Steps(10));
        assertThat(judge(found(counting(early, policy(1002, PolicyKind.RETENTION, new Lag.Steps(11)))))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(found(counting(early, policy(1002, PolicyKind.RETENTION, new Lag.Steps(10)))))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        Policy byCreation = policy(1002, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, true));
        assertThat(judge(found(counting(early, byCreation))).severity()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void with_only_one_of_both_there_is_nothing_to_judge() {
        assertThat(judge(found(hypertable(drops(DAY)))).message()).contains("no hypertable is both");
    }
}
