package io.opsconductor.pulse.db.timescale.job;

import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.JobFacts.BY_HAND;
import static io.opsconductor.pulse.db.timescale.JobFacts.HOUR;
import static io.opsconductor.pulse.db.timescale.JobFacts.LIMITS;
import static io.opsconductor.pulse.db.timescale.JobFacts.NOW;
import static io.opsconductor.pulse.db.timescale.JobFacts.crashedAt;
import static io.opsconductor.pulse.db.timescale.JobFacts.failed;
import static io.opsconductor.pulse.db.timescale.JobFacts.healthy;
import static io.opsconductor.pulse.db.timescale.JobFacts.jobs;
import static io.opsconductor.pulse.db.timescale.JobFacts.neverRan;
import static io.opsconductor.pulse.db.timescale.JobFacts.next;
import static io.opsconductor.pulse.db.timescale.JobFacts.paused;
import static io.opsconductor.pulse.db.timescale.JobFacts.runningSince;
import static io.opsconductor.pulse.db.timescale.JobFacts.tried;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.JobFacts;
import io.opsconductor.pulse.db.timescale.background.Retries;
import org.junit.jupiter.api.Test;

class JobJudgeTest {
    private static final Duration GRACE = LIMITS.grace();

    private static Finding judge(Job job) {
        return judge(job, LIMITS);
    }

    private static Finding judge(Job job, JobLimits limits) {
        return new JobJudge("compression.job", jobs(job), limits, Set.of()).judge(job);
    }

    private static Severity severity(Job job) {
        return judge(job).severity();
    }

    @Test
    void a_job_that_runs_in_time_is_fine_and_says_when_it_ran() {
        Finding finding = judge(healthy());
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.subject()).isEqualTo("telemetry");
        assertThat(finding.message()).contains("ran at 2026-11-22T11:30:00Z; next at 2026-11-22T12:30:00Z");
    }

    @Test
    void no_job_at_all_is_said() {
        JobJudge judge = new JobJudge("retention.job", jobs(healthy()), LIMITS, Set.of());
        assertThat(judge.judge(Job.Task.DROP, "no job drops")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.OK);
            assertThat(finding.message()).isEqualTo("no job drops");
        });
    }

    @Test
    void a_job_is_overdue_one_microsecond_past_the_grace() {
        assertThat(severity(next(NOW.minus(GRACE)))).isEqualTo(Severity.OK);
        Finding finding = judge(next(NOW.minus(GRACE).minus(MICRO)));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("15m overdue");
        assertThat(finding.remedy()).isEqualTo("SELECT public.alter_job(1001, next_start => now());");
    }

    @Test
    void a_first_run_that_is_due_later_is_fine_and_one_that_is_overdue_is_not() {
        assertThat(severity(neverRan(NOW.plus(HOUR)))).isEqualTo(Severity.OK);
        assertThat(severity(neverRan(NOW.minus(GRACE)))).isEqualTo(Severity.OK);
        Finding finding = judge(neverRan(NOW.minus(GRACE).minus(MICRO)));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("never ran");
    }

    @Test
    void a_job_is_postponed_one_microsecond_past_a_day_or_its_interval_and_the_grace() {
        Instant day = NOW.plus(Duration.ofDays(1)).plus(GRACE);
        assertThat(severity(next(day))).isEqualTo(Severity.OK);
        Finding finding = judge(next(day.plus(MICRO)));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("next run in 1d");
        assertThat(finding.message()).contains("as if it were paused");
        assertThat(finding.remedy()).isEqualTo("SELECT public.alter_job(1001, next_start => now());");
        assertThat(severity(neverRan(day))).isEqualTo(Severity.OK);
        assertThat(severity(neverRan(day.plus(MICRO)))).isEqualTo(Severity.CRITICAL);
        assertThat(judge(next(Instant.parse("9999-12-31T00:00:00Z"))).message())
                .contains("is not to run before 9999-12-31T00:00:00Z");
        assertThat(judge(next(day.plus(MICRO)), BY_HAND).severity()).isEqualTo(Severity.OK);
        assertThat(judge(paused(next(day.plus(MICRO)))).measured()).isEqualTo("paused");
    }

    @Test
    void a_monthly_job_may_wait_for_a_long_month() {
        Duration month = Duration.ofDays(30);
        assertThat(severity(JobFacts.next(month, NOW.plus(Duration.ofDays(31)))))
                .isEqualTo(Severity.OK);
        assertThat(severity(JobFacts.next(month, NOW.plus(Duration.ofDays(32)))))
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_job_that_never_ran_though_nothing_delays_it_is_a_warning() {
        Finding finding = judge(neverRan(null));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("never ran");
    }

    @Test
    void a_job_that_ran_and_is_to_start_at_no_time_is_stuck_one_microsecond_past_schedule_and_grace() {
        Instant last = NOW.minus(HOUR).minus(GRACE);
        assertThat(severity(JobFacts.notPlannedSince(last))).isEqualTo(Severity.OK);
        Finding stuck = judge(JobFacts.notPlannedSince(last.minus(MICRO)));
        assertThat(stuck.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(stuck.measured()).isEqualTo("stuck");
        assertThat(stuck.remedy()).isEqualTo("SELECT public.alter_job(1001, next_start => now());");
    }

    @Test
    void a_job_may_run_as_long_as_its_interval_and_not_one_microsecond_more() {
        assertThat(judge(runningSince(NOW.minus(HOUR))).measured()).isEqualTo("running");
        assertThat(severity(runningSince(NOW.minus(HOUR)))).isEqualTo(Severity.OK);
        Finding finding = judge(runningSince(NOW.minus(HOUR).minus(MICRO)));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("longer than its schedule interval");
    }

    @Test
    void a_crash_is_a_warning_until_the_scheduler_should_have_tried_again_and_then_it_is_stuck() {
        Retries once = tried(0, 1);
        // One retry period of five minutes with its jitter, then the grace.
        Duration limit = Duration.ofSeconds(337, 500_000_000).plus(GRACE);
        Finding crashed = judge(crashedAt(NOW.minus(limit), once));
        assertThat(crashed.severity()).isEqualTo(Severity.WARNING);
        assertThat(crashed.measured()).isEqualTo("crashed");
        Finding stuck = judge(crashedAt(NOW.minus(limit).minus(MICRO), once));
        assertThat(stuck.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(stuck.measured()).isEqualTo("stuck");
        assertThat(stuck.remedy()).isEqualTo("SELECT public.alter_job(1001, next_start => now());");
    }

    @Test
    void failing_is_a_warning_at_first_and_critical_from_the_configured_number_on() {
        assertThat(severity(failed(1, "no space"))).isEqualTo(Severity.WARNING);
        assertThat(severity(failed(2, "no space"))).isEqualTo(Severity.WARNING);
        Finding finding = judge(failed(3, "no space"));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("3 failures");
        assertThat(finding.message()).endsWith("lastly: no space");
        assertThat(finding.remedy()).isEqualTo("SELECT public.alter_job(1001, next_start => now());");
    }

    @Test
    void an_error_that_the_role_may_not_see_is_unknown_and_the_grant_is_named() {
        assertThat(judge(failed(3, null)).message())
                .contains("what it said is unknown, for role \"watcher\" may not see it")
                .contains("GRANT \"iot\" TO \"watcher\" would show it");
    }

    @Test
    void crashes_before_the_run_that_is_under_way_count() {
        Job again = crashedAt(NOW.minusSeconds(60), tried(0, 3));
        assertThat(again.troubles()).isEqualTo(3);
        Job running = runningSince(NOW.minusSeconds(60));
        assertThat(running.troubles()).isZero();
        assertThat(judge(again).message()).contains("3 crashes in a row").contains("server's log");
        assertThat(severity(again)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_paused_job_does_not_run_and_is_not_overdue() {
        Finding finding = judge(paused(next(Instant.EPOCH)));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("paused");
        assertThat(judge(paused(failed(2, null))).message()).contains("is paused after 2 failures");
    }

    @Test
    void a_job_whose_owner_is_gone_cannot_run() {
        Finding finding = judge(JobFacts.ownerless());
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("no owner");
    }

    @Test
    void a_job_without_procedure_cannot_run() {
        assertThat(judge(JobFacts.withoutProcedure()).message())
                .contains("calls _timescaledb_functions.policy_compression, which does not exist");
    }

    @Test
    void a_job_on_the_wrong_table_or_on_none_is_found() {
        assertThat(judge(JobFacts.listedOn("audit_log")).message())
                .contains("is listed under audit_log")
                .contains("work on telemetry");
        Finding leftOver = judge(JobFacts.leftOver());
        assertThat(leftOver.severity()).isEqualTo(Severity.WARNING);
        assertThat(leftOver.subject()).isEqualTo("job 1001");
        assertThat(leftOver.remedy()).isEqualTo("SELECT public.delete_job(1001);");
    }

    @Test
    void where_jobs_are_called_by_hand_none_is_late_but_failures_count() {
        assertThat(judge(neverRan(null), BY_HAND).message()).contains("is called by hand");
        assertThat(judge(next(Instant.EPOCH), BY_HAND).severity()).isEqualTo(Severity.OK);
        assertThat(judge(crashedAt(Instant.EPOCH, tried(0, 0)), BY_HAND).severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(failed(3, null), BY_HAND).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judge(JobFacts.ownerless(), BY_HAND).severity()).isEqualTo(Severity.CRITICAL);
    }

    /** TimescaleDB's scheduler adds it to a time, and ends. */
    @Test
    void a_schedule_that_ends_after_all_time_is_critical_and_one_before_it_is_not() {
        Duration left = Duration.between(NOW, Instant.parse("+294277-01-01T00:00:00Z"));
        assertThat(judge(next(left.minus(MICRO), NOW)).severity()).isEqualTo(Severity.OK);
        Finding told = judge(next(left, NOW));
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(told.measured()).isEqualTo("beyond all time");
        assertThat(told.remedy()).isEqualTo("SELECT public.delete_job(1001);");
    }

    @Test
    void a_pause_after_failures_that_ends_after_all_time_counts_alike() {
        Duration left = Duration.between(NOW, Instant.parse("+294277-01-01T00:00:00Z"));
        Duration every = left.dividedBy(5).multipliedBy(8).dividedBy(9);
        assertThat(new Retries(every.plus(HOUR), left, true, 0, 0).isBeyondTime(NOW))
                .isTrue();
        assertThat(new Retries(every.minus(HOUR), left, true, 0, 0).isBeyondTime(NOW))
                .isFalse();
        assertThat(new Retries(every.plus(HOUR), HOUR, true, 0, 0).isBeyondTime(NOW))
                .isFalse();
    }
}
