package io.opsconductor.pulse.db.timescale.catalog;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.compresses;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.onApache;
import static io.opsconductor.pulse.db.timescale.Facts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.judge.CompressionPolicyJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionPolicyJudge;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import org.junit.jupiter.api.Test;

/** Policies that are there twice, on the wrong table, or not at all though everything is ready for them. */
class MisplacedPoliciesTest {
    private static List<Finding> compression(Hypertables facts, Expectation... expectations) {
        return CompressionPolicyJudge.judge(
                facts, DeclaredHypertable.pair(facts, List.of(expectations)), Facts.REMEDIES);
    }

    private static List<Finding> retention(Hypertables facts, Expectation... expectations) {
        return RetentionPolicyJudge.judge(
                facts, DeclaredHypertable.pair(facts, List.of(expectations)), Map.of(), Facts.REMEDIES);
    }

    @Test
    void compression_that_is_enabled_and_never_done_is_a_warning() {
        assertThat(compression(found(hypertable()))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).isEqualTo("compression is enabled, but no policy compresses anything");
            assertThat(finding.remedy()).startsWith("set pulse.hypertables.telemetry.compress-after=");
        });
        assertThat(compression(onApache(hypertable())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.OK));
    }

    @Test
    void two_policies_of_one_kind_are_a_warning_and_two_that_differ_are_critical() {
        Policy second = policy(1009, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, false));
        Finding alike = retention(found(hypertable(drops(DAY), second)), expectation(null, DAY))
                .get(0);
        assertThat(alike.severity()).isEqualTo(Severity.WARNING);
        assertThat(alike.message()).endsWith("policy: job 1002 after 1d, job 1009 after 1d");
        assertThat(alike.remedy()).isEqualTo("SELECT public.delete_job(1009);");
        Policy sooner = policy(1009, PolicyKind.RETENTION, new Lag.Span(HOUR, HOUR, false));
        assertThat(retention(found(hypertable(drops(DAY), sooner)), expectation(null, DAY))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_policy_on_the_wrong_table_is_named_on_both_tables() {
        Hypertables facts = found(hypertable("telemetry"), hypertable("archive", compresses(HOUR)));
        List<Finding> findings = compression(facts, expectation(HOUR, null));
        assertThat(findings).extracting(Finding::subject).containsExactly("archive", "telemetry");
        assertThat(findings.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(findings.get(0).message()).contains("and one is missing on telemetry: is it on the wrong table?");
        assertThat(findings.get(0).remedy())
                .isEqualTo("SELECT public.remove_compression_policy('public.archive'::regclass);");
        assertThat(findings.get(1).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(findings.get(1).message()).endsWith("while the one on archive is not asked for");
    }

    @Test
    void a_policy_that_nobody_asked_for_is_fine_where_none_is_lacking() {
        Hypertables facts = found(hypertable("telemetry", drops(DAY)), hypertable("archive", drops(DAY)));
        assertThat(retention(facts, expectation(null, DAY)))
                .extracting(Finding::severity)
                .containsOnly(Severity.OK);
    }

    @Test
    void an_aggregate_is_judged_by_its_policies_and_not_for_growing() {
        Hypertable plain = hypertable("hourly");
        Hypertable aggregate = aggregate(plain, List.of());
        assertThat(retention(found(aggregate)).get(0).severity()).isEqualTo(Severity.OK);
        assertThat(retention(found(aggregate(plain, List.of(drops(DAY)))))
                        .get(0)
                        .subject())
                .isEqualTo("hourly");
        Expectation promised = new Expectation(
                "hourly",
                Optional.of(HOUR),
                Optional.empty(),
                Duration.ofHours(2),
                Duration.ofHours(12),
                false,
                Optional.empty(),
                Origin.WRITTEN);
        assertThat(compression(found(aggregate), promised).get(0).remedy())
                .startsWith("ALTER MATERIALIZED VIEW public.\"hourly\" SET (timescaledb.compress); ");
    }

    private static Hypertable aggregate(Hypertable like, List<Policy> policies) {
        return new Hypertable(4, like.name(), like.time(), false, false, policies, true, Optional.empty());
    }
}
