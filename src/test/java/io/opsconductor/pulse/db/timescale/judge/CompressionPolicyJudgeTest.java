package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.compresses;
import static io.opsconductor.pulse.db.timescale.Facts.counting;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.inSteps;
import static io.opsconductor.pulse.db.timescale.Facts.onApache;
import static io.opsconductor.pulse.db.timescale.Facts.paused;
import static io.opsconductor.pulse.db.timescale.Facts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import org.junit.jupiter.api.Test;

class CompressionPolicyJudgeTest {
    private static final Expectation PROMISED = expectation(HOUR, null);

    private static Finding judge(Hypertables facts, Expectation... expectations) {
        List<Finding> findings = CompressionPolicyJudge.judge(
                facts, DeclaredHypertable.pair(facts, List.of(expectations)), Facts.REMEDIES);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void a_policy_as_configured_is_fine() {
        Finding finding = judge(found(hypertable(compresses(HOUR))), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.measured()).isEqualTo("compress after 1h");
    }

    @Test
    void a_missing_policy_is_critical_and_can_be_pasted() {
        Finding finding = judge(found(hypertable()), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy())
                .isEqualTo("SELECT public.add_compression_policy('public.telemetry'::regclass, INTERVAL '1 hour');");
    }

    @Test
    void where_compression_is_off_the_remedy_switches_it_on_first() {
        Hypertable plain = hypertable();
        Hypertable off =
                new Hypertable(1, plain.name(), plain.time(), false, false, List.of(), false, Optional.empty());
        assertThat(judge(found(off), PROMISED).remedy())
                .startsWith(
                        "ALTER TABLE public.\"telemetry\" SET (timescaledb.compress); SELECT public.add_compression_policy(");
    }

    @Test
    void row_security_is_named_as_the_reason_why_there_cannot_be_a_policy() {
        Hypertable plain = hypertable();
        Hypertable secured =
                new Hypertable(1, plain.name(), plain.time(), false, true, List.of(), false, Optional.empty());
        Finding finding = judge(found(secured), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("row security");
        assertThat(finding.cure().lines()).last().asString().contains("DISABLE ROW LEVEL SECURITY");
    }

    @Test
    void a_paused_policy_is_critical_when_promised_and_a_warning_when_not() {
        Hypertables facts = found(hypertable(paused(compresses(HOUR))));
        assertThat(judge(facts, PROMISED).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judge(facts, PROMISED).remedy()).isEqualTo("SELECT public.alter_job(1001, scheduled => true);");
        assertThat(judge(facts).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_policy_that_compresses_later_is_critical_and_sooner_a_warning() {
        Finding later = judge(found(hypertable(compresses(HOUR.plus(Facts.MICRO)))), PROMISED);
        assertThat(later.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(later.remedy())
                .isEqualTo("SELECT public.alter_job(job_id, config => config || '{\"compress_after\": \"1 hour\"}')"
                        + " FROM timescaledb_information.jobs WHERE job_id = 1001;");
        Finding sooner = judge(found(hypertable(compresses(HOUR.minus(Facts.MICRO)))), PROMISED);
        assertThat(sooner.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_policy_that_nobody_declared_is_fine_and_no_policy_no_finding() {
        Hypertable plain = hypertable();
        Hypertable off =
                new Hypertable(1, plain.name(), plain.time(), false, false, List.of(), false, Optional.empty());
        assertThat(judge(found(hypertable(compresses(DAY)))).severity()).isEqualTo(Severity.OK);
        assertThat(judge(found(off)).message()).isEqualTo("no hypertable has to be compressed");
    }

    @Test
    void a_declared_hypertable_that_is_missing_is_critical() {
        Finding finding = judge(found(), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("missing");
        assertThat(finding.cure().lines())
                .containsExactly("pulse-db migrate", "or set pulse.hypertables.telemetry.expected=false");
    }

    @Test
    void integers_are_compared_by_their_step() {
        Hypertables facts = found(counting(policy(1001, PolicyKind.COMPRESSION, new Lag.Steps(3600))));
        Finding unclear = judge(facts, PROMISED);
        assertThat(unclear.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(unclear.remedy()).contains("integer-step");
        assertThat(judge(facts, inSteps(PROMISED, Duration.ofSeconds(1))).severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(facts, inSteps(PROMISED, Duration.ofMillis(1))).remedy())
                .contains("{\"compress_after\": 3600000}");
    }

    @Test
    void on_the_apache_edition_a_missing_policy_is_nobodys_failure() {
        Finding finding = judge(onApache(hypertable()), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.subject()).isEqualTo("pulse");
        assertThat(finding.message()).contains("policies cannot exist on the Apache edition");
    }
}
