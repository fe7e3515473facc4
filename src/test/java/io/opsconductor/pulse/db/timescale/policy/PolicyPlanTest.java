package io.opsconductor.pulse.db.timescale.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import org.junit.jupiter.api.Test;

class PolicyPlanTest {
    private static final Duration HOUR = Facts.HOUR;
    private static final Duration DAY = Facts.DAY;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final TimeColumn TIME = new TimeColumn("time", false, OptionalLong.empty(), Optional.empty());

    private static PolicyTarget telemetry(PolicyJob... jobs) {
        return target(true, false, TIME, jobs);
    }

    private static PolicyTarget target(boolean enabled, boolean secured, TimeColumn time, PolicyJob... jobs) {
        return new PolicyTarget(
                1, new HypertableName("public", "telemetry"), false, time, enabled, secured, List.of(jobs));
    }

    private static PolicyJob job(PolicyKind kind, Duration after) {
        return job(1000, kind, new Lag.Span(after, after, false), true);
    }

    private static PolicyJob job(int id, PolicyKind kind, Lag lag, boolean scheduled) {
        return new PolicyJob(1, id, kind, lag, HOUR, scheduled, Facts.OWNER, Optional.empty());
    }

    private static PolicyJob paused(PolicyKind kind, Duration after) {
        return job(1000, kind, new Lag.Span(after, after, false), false);
    }

    private static PolicyPlan plan(PolicyTarget found, Expectation wanted, String... allowed) {
        return plan(found, wanted, Map.of(), allowed);
    }

    private static PolicyPlan plan(
            PolicyTarget found, Expectation wanted, Map<Integer, Finding> suffering, String... allowed) {
        return PolicyPlan.of(
                PolicyComparison.all(List.of(found), List.of(wanted)),
                new PolicyRequest(Set.of(), Set.copyOf(Arrays.asList(allowed))),
                Map.of(1, new ChunkTotal(12, 3_565_158, 12)),
                suffering,
                false,
                new PolicySql("public"));
    }

    private static List<String> sql(PolicyPlan plan) {
        assertThat(plan.refused()).isEmpty();
        return plan.steps().stream().map(PolicyStep::sql).toList();
    }

    private static RefusedPolicy refused(PolicyPlan plan) {
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refused()).hasSize(1);
        return plan.refused().get(0);
    }

    @Test
    void what_is_as_wanted_needs_nothing() {
        PolicyPlan plan = plan(
                telemetry(job(PolicyKind.COMPRESSION, HOUR), job(PolicyKind.RETENTION, MONTH)),
                Facts.expectation(HOUR, MONTH));
        assertThat(sql(plan)).isEmpty();
    }

    @Test
    void a_missing_compression_policy_is_added_and_compression_enabled_only_where_it_is_not() {
        assertThat(sql(plan(telemetry(), Facts.expectation(HOUR, null))))
                .containsExactly(
                        "SELECT public.add_compression_policy('public.telemetry'::regclass, INTERVAL '1 hour');");
        assertThat(sql(plan(target(false, false, TIME), Facts.expectation(HOUR, null))))
                .containsExactly(
                        "ALTER TABLE public.\"telemetry\" SET (timescaledb.compress);",
                        "SELECT public.add_compression_policy('public.telemetry'::regclass, INTERVAL '1 hour');");
    }

    @Test
    void row_security_forbids_compression_and_is_named() {
        assertThat(refused(plan(target(false, true, TIME), Facts.expectation(HOUR, null))))
                .satisfies(row -> assertThat(row.reason()).contains("row security is on"))
                .satisfies(row ->
                        assertThat(row.remedy().lines()).anyMatch(line -> line.contains("DISABLE ROW LEVEL SECURITY")));
    }

    @Test
    void a_new_retention_policy_is_refused_with_what_would_go_until_the_table_is_named() {
        RefusedPolicy refused = refused(plan(telemetry(), Facts.expectation(null, MONTH)));
        assertThat(refused.reason())
                .isEqualTo("dropping after 30d would drop data sooner (nothing is dropped today):"
                        + " 12 chunks (3.4 MB) would go at the next run");
        assertThat(refused.remedy().line()).isEqualTo("pulse-db policies apply --allow-dropping=telemetry");
        PolicyPlan allowed = plan(telemetry(), Facts.expectation(null, MONTH), "telemetry");
        assertThat(sql(allowed))
                .containsExactly(
                        "SELECT public.add_retention_policy('public.telemetry'::regclass, INTERVAL '30 days');");
        assertThat(allowed.steps().get(0).drops()).hasValue(new ChunkTotal(12, 3_565_158, 12));
    }

    @Test
    void leave_for_another_table_is_no_leave() {
        assertThat(refused(plan(telemetry(), Facts.expectation(null, MONTH), "system_metrics"))
                        .kind())
                .isEqualTo("retention");
        assertThat(plan(telemetry(), Facts.expectation(null, MONTH), "*").steps())
                .isEmpty();
    }

    @Test
    void a_shorter_retention_is_refused_by_a_microsecond_and_a_longer_one_is_not() {
        Duration shorter = MONTH.minus(Facts.MICRO);
        assertThat(refused(plan(telemetry(job(PolicyKind.RETENTION, MONTH)), Facts.expectation(null, shorter)))
                        .reason())
                .contains("today it is dropped after 30d");
        PolicyPlan longer =
                plan(telemetry(job(PolicyKind.RETENTION, MONTH)), Facts.expectation(null, MONTH.plus(Facts.MICRO)));
        assertThat(longer.steps()).hasSize(1);
        assertThat(longer.steps().get(0).drops()).isEmpty();
    }

    @Test
    void a_change_keeps_the_job_and_touches_its_lag_only() {
        assertThat(sql(plan(telemetry(job(PolicyKind.COMPRESSION, DAY)), Facts.expectation(HOUR, null))))
                .containsExactly(
                        "SELECT public.alter_job(job_id, config => config || '{\"compress_after\": \"1 hour\"}')"
                                + " FROM timescaledb_information.jobs WHERE job_id = 1000;");
    }

    @Test
    void resuming_retention_drops_what_is_kept_today_and_resuming_compression_drops_nothing() {
        assertThat(refused(plan(telemetry(paused(PolicyKind.RETENTION, MONTH)), Facts.expectation(null, MONTH)))
                        .reason())
                .contains("the policy is paused today");
        assertThat(sql(plan(telemetry(paused(PolicyKind.COMPRESSION, HOUR)), Facts.expectation(HOUR, null))))
                .containsExactly("SELECT public.alter_job(1000, scheduled => true);");
    }

    @Test
    void a_paused_policy_with_another_lag_is_changed_before_it_is_resumed() {
        PolicyPlan plan =
                plan(telemetry(paused(PolicyKind.RETENTION, DAY)), Facts.expectation(null, MONTH), "public.telemetry");
        assertThat(sql(plan)).hasSize(2);
        assertThat(sql(plan).get(0)).contains("30 days");
        assertThat(sql(plan).get(1)).contains("scheduled => true");
    }

    @Test
    void what_is_to_be_kept_for_ever_is_paused_not_removed() {
        assertThat(sql(plan(telemetry(job(PolicyKind.RETENTION, MONTH)), Facts.keptForever(MONTH))))
                .containsExactly("SELECT public.alter_job(1000, scheduled => false);");
        assertThat(sql(plan(telemetry(paused(PolicyKind.RETENTION, MONTH)), Facts.keptForever(null))))
                .isEmpty();
    }

    @Test
    void what_nobody_declared_is_left_alone() {
        Expectation nothing = Facts.expectation(null, null);
        assertThat(sql(plan(telemetry(job(PolicyKind.RETENTION, MONTH), job(PolicyKind.COMPRESSION, DAY)), nothing)))
                .isEmpty();
        assertThat(sql(plan(telemetry(), nothing))).isEmpty();
    }

    @Test
    void of_two_jobs_that_do_the_same_none_is_chosen() {
        PolicyTarget twice = telemetry(
                job(1000, PolicyKind.RETENTION, new Lag.Span(MONTH, MONTH, false), true),
                job(1007, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, false), true));
        assertThat(refused(plan(twice, Facts.expectation(null, MONTH), "telemetry"))
                        .reason())
                .isEqualTo("2 jobs do the same: 1000 after 30d, 1007 after 1d");
        assertThat(plan(twice, Facts.expectation(null, null)).refused()).isEmpty();
    }

    @Test
    void integers_are_compared_and_added_once_a_step_is_known() {
        PolicyTarget counting =
                target(true, false, new TimeColumn("seq", true, OptionalLong.of(1000), Optional.empty()));
        assertThat(refused(plan(counting, Facts.expectation(HOUR, null)))
                        .remedy()
                        .line())
                .contains("integer-step");
        assertThat(sql(plan(counting, Facts.inSteps(Facts.expectation(HOUR, null), Duration.ofSeconds(1)))))
                .containsExactly("SELECT public.add_compression_policy('public.telemetry'::regclass, BIGINT '3600');");
        PolicyTarget other = telemetry(job(1000, PolicyKind.COMPRESSION, new Lag.Steps(60), true));
        assertThat(sql(plan(other, Facts.inSteps(Facts.expectation(HOUR, null), Duration.ofSeconds(1))))
                        .get(0))
                .contains("{\"compress_after\": 3600}");
        assertThat(refused(plan(other, Facts.expectation(HOUR, null))).remedy().line())
                .contains("integer-step");
    }

    @Test
    void a_policy_by_creation_time_is_left_to_people_where_alter_job_cannot_change_it() {
        PolicyTarget target = telemetry(job(1000, PolicyKind.RETENTION, new Lag.Span(DAY, DAY, true), true));
        Expectation wanted = Facts.expectation(null, MONTH);
        assertThat(refused(plan(target, wanted)).reason()).contains("2.26.3");
        PolicyPlan newer = PolicyPlan.of(
                PolicyComparison.all(List.of(target), List.of(wanted)),
                new PolicyRequest(Set.of(), Set.of()),
                Map.of(),
                Map.of(),
                true,
                new PolicySql("public"));
        assertThat(sql(newer).get(0)).contains("{\"drop_created_before\": \"30 days\"}");
    }

    @Test
    void what_an_aggregate_would_suffer_from_is_refused_whatever_is_allowed() {
        Map<Integer, Finding> suffering = Map.of(
                1,
                Finding.critical("aggregate.refresh", "hourly", "job 1003 refreshes what its source has dropped")
                        .cure(Remedy.sql("SELECT alter_job(1003);")));
        Expectation week = Facts.expectation(null, Duration.ofDays(7));
        for (PolicyTarget sooner : List.of(
                telemetry(),
                telemetry(job(PolicyKind.RETENTION, MONTH)),
                telemetry(paused(PolicyKind.RETENTION, Duration.ofDays(7))))) {
            RefusedPolicy refused = refused(plan(sooner, week, suffering, "telemetry"));
            assertThat(refused.reason())
                    .isEqualTo(
                            "aggregate hourly would suffer from dropping after 7d: job 1003 refreshes what its source has"
                                    + " dropped");
            assertThat(refused.remedy().line()).isEqualTo("SELECT alter_job(1003);");
        }
        assertThat(sql(plan(telemetry(job(PolicyKind.RETENTION, DAY)), week, suffering)))
                .singleElement()
                .asString()
                .contains("7 days");
    }

    @Test
    void a_declared_hypertable_that_is_not_there_is_named() {
        PolicyPlan plan = PolicyPlan.of(
                PolicyComparison.all(List.of(), List.of(Facts.expectation(HOUR, null))),
                new PolicyRequest(Set.of(), Set.of()),
                Map.of(),
                Map.of(),
                false,
                new PolicySql("public"));
        assertThat(plan.refused()).hasSize(2).allMatch(row -> row.reason().startsWith("there is no such hypertable"));
    }

    @Test
    void only_the_tables_asked_for_are_touched_and_an_unknown_one_is_refused() {
        List<PolicyComparison> rows =
                PolicyComparison.all(List.of(telemetry()), List.of(Facts.expectation(HOUR, null)));
        assertThat(PolicyPlan.of(
                                rows,
                                new PolicyRequest(Set.of("other"), Set.of()),
                                Map.of(),
                                Map.of(),
                                false,
                                new PolicySql("public"))
                        .steps())
                .isEmpty();
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(() -> new PolicyRequest(Set.of("telemetri"), Set.of()).refuseUnknownNames(rows))
                .withMessageContaining("'telemetri'");
        new PolicyRequest(Set.of("public.telemetry"), Set.of("telemetry")).refuseUnknownNames(rows);
    }
}
