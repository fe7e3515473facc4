package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.keptForever;
import static io.opsconductor.pulse.db.timescale.Facts.onApache;
import static io.opsconductor.pulse.db.timescale.Facts.paused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.Relation;
import io.opsconductor.pulse.db.timescale.extension.Edition;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import org.junit.jupiter.api.Test;

class RetentionPolicyJudgeTest {
    private static final Expectation PROMISED = expectation(null, DAY);
    private static final Expectation UNDECIDED = expectation(null, null);

    private static Finding judge(Hypertables facts, Expectation... expectations) {
        return judge(facts, Map.of(), expectations);
    }

    private static Finding judge(Hypertables facts, Map<Integer, Finding> suffering, Expectation... expectations) {
        List<Finding> findings = RetentionPolicyJudge.judge(
                facts, DeclaredHypertable.pair(facts, List.of(expectations)), suffering, Facts.REMEDIES);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void a_policy_as_configured_is_fine() {
        assertThat(judge(found(hypertable(drops(DAY))), PROMISED).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_missing_policy_is_critical_and_can_be_pasted() {
        Finding finding = judge(found(hypertable()), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy())
                .isEqualTo("SELECT public.add_retention_policy('public.telemetry'::regclass, INTERVAL '1 day');");
    }

    @Test
    void nothing_is_pasted_that_an_aggregate_would_suffer_from() {
        Map<Integer, Finding> suffering = Map.of(
                1,
                Finding.critical("aggregate.refresh", "hourly", "it would lose history")
                        .cure(Remedy.sql("SELECT alter_job(1003);")));
        for (Hypertables facts : List.of(
                found(hypertable()), found(hypertable(paused(drops(DAY)))), found(hypertable(drops(DAY.plus(DAY)))))) {
            Finding finding = judge(facts, suffering, PROMISED);
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.remedy()).isEqualTo("SELECT alter_job(1003);");
            assertThat(finding.cure().note()).contains("aggregate hourly", "it would lose history");
        }
    }

    @Test
    void a_paused_policy_is_critical() {
        Finding finding = judge(found(hypertable(paused(drops(DAY)))), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("drop after 1d, paused");
        assertThat(finding.remedy()).isEqualTo("SELECT public.alter_job(1002, scheduled => true);");
    }

    @Test
    void a_policy_by_creation_is_made_anew_since_timescaledb_cannot_alter_it() {
        Policy byCreation = Facts.policy(1002, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, true));
        assertThat(judge(found(hypertable(paused(byCreation))), PROMISED).remedy())
                .isEqualTo(
                        "SELECT public.remove_retention_policy('public.telemetry'::regclass); SELECT public.add_retention_policy('public.telemetry'::regclass,"
                                + " drop_created_before => INTERVAL '1 day', schedule_interval => INTERVAL '1 hour');");
    }

    @Test
    void a_policy_that_keeps_longer_or_drops_sooner_is_critical() {
        Finding longer = judge(found(hypertable(drops(DAY.plus(Facts.MICRO)))), PROMISED);
        assertThat(longer.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(longer.message()).contains("keeps data longer");
        Finding sooner = judge(found(hypertable(drops(DAY.minus(Facts.MICRO)))), PROMISED);
        assertThat(sooner.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(sooner.message()).contains("drops data sooner");
    }

    @Test
    void a_hypertable_without_a_decision_is_a_warning_until_somebody_decides() {
        Finding finding = judge(found(hypertable()), UNDECIDED);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.remedy()).contains("pulse.hypertables.telemetry.drop-after");
        assertThat(judge(found(hypertable()), keptForever(null)).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_hypertable_that_nobody_declared_grows_without_bound_unless_a_policy_drops() {
        Finding finding = judge(found(hypertable()));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("does not name this hypertable").contains("grows without bound");
        assertThat(judge(found(hypertable(drops(DAY)))).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void data_to_be_kept_forever_must_not_be_dropped() {
        Finding finding = judge(found(hypertable(drops(DAY))), keptForever(null));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).isEqualTo("SELECT public.remove_retention_policy('public.telemetry'::regclass);");
        assertThat(judge(found(hypertable(paused(drops(DAY)))), keptForever(null))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(found(hypertable(drops(DAY))), keptForever(DAY)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void a_plain_table_in_place_of_a_hypertable_is_critical() {
        Relation table =
                new Relation(new HypertableName("public", "telemetry"), true, Optional.of("time"), Optional.empty());
        Hypertables facts = new Hypertables(Facts.extension(Edition.COMMUNITY), List.of(), List.of(table));
        Finding finding = judge(facts, PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy())
                .isEqualTo(
                        "SELECT public.create_hypertable('public.telemetry'::regclass, 'time', migrate_data => true);");
    }

    @Test
    void a_view_in_place_of_a_hypertable_is_critical() {
        Relation view =
                new Relation(new HypertableName("public", "telemetry"), false, Optional.of("time"), Optional.empty());
        Hypertables facts = new Hypertables(Facts.extension(Edition.COMMUNITY), List.of(), List.of(view));
        assertThat(judge(facts, PROMISED).measured()).isEqualTo("no table");
    }

    @Test
    void on_the_apache_edition_only_what_policies_cannot_change_is_judged() {
        assertThat(judge(onApache(hypertable()), PROMISED).severity()).isEqualTo(Severity.OK);
        assertThat(judge(onApache(hypertable()), UNDECIDED).severity()).isEqualTo(Severity.WARNING);
        assertThat(judge(onApache(), PROMISED).severity()).isEqualTo(Severity.CRITICAL);
    }
}
