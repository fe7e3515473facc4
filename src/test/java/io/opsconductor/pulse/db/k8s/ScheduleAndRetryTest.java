package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When pods start, how long they may take, and which exit code is worth another try. */
class ScheduleAndRetryTest {

    private static final String JOBS = "io.opsconductor.pulse.db.k8s.Workload#jobs";

    @ParameterizedTest
    @MethodSource(JOBS)
    void a_useless_retry_is_not_made_and_a_useful_one_is(Workload workload) {
        Map<String, Map<Integer, String>> expected = Map.of(
                "pulse-db-migrate", Map.of(1, "FailJob", 2, "FailJob", 4, "Count"),
                "pulse-db-check", Map.of(1, "FailJob", 2, "FailJob", 3, "FailJob", 4, "Count"),
                "pulse-db-backup", Map.of(1, "Count", 2, "FailJob", 4, "Count"),
                "pulse-db-verify", Map.of(1, "FailJob", 2, "FailJob", 4, "Count"),
                "pulse-db-drill", Map.of(1, "FailJob", 2, "FailJob", 3, "FailJob", 4, "Count"));
        assertThat(expected).containsKey(workload.name());
        expected.get(workload.name())
                .forEach((exit, action) ->
                        assertThat(actionOn(exit, workload)).as("exit %d", exit).isEqualTo(action));
        assertThat(workload.job().orElseThrow().getBackoffLimit()).isPositive();
    }

    @ParameterizedTest
    @MethodSource(JOBS)
    void a_drained_node_is_no_failure_whatever_the_exit_code(Workload workload) {
        PodFailurePolicyRule first = rules(workload).get(0);
        assertThat(first.getAction()).isEqualTo("Ignore");
        assertThat(first.getOnPodConditions())
                .singleElement()
                .returns("DisruptionTarget", condition -> condition.getType())
                .returns("True", condition -> condition.getStatus());
    }

    @ParameterizedTest
    @MethodSource(JOBS)
    void every_job_ends_by_itself_and_leaves_retrying_to_the_job(Workload workload) {
        JobSpec job = workload.job().orElseThrow();
        assertThat(job.getActiveDeadlineSeconds()).isPositive();
        assertThat(workload.template().getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @ParameterizedTest
    @MethodSource("cronJobs")
    void no_run_overtakes_another_and_the_past_is_cleaned_up(CronJob cron) {
        CronJobSpec spec = cron.getSpec();
        assertThat(spec.getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(spec.getTimeZone()).isEqualTo("Etc/UTC");
        assertThat(spec.getStartingDeadlineSeconds()).isPositive();
        assertThat(spec.getSuccessfulJobsHistoryLimit()).isPositive();
        assertThat(spec.getFailedJobsHistoryLimit()).isPositive();
        assertThat(spec.getJobTemplate().getSpec().getTtlSecondsAfterFinished()).isNull();
    }

    @Test
    void a_check_is_over_before_the_next_is_due() throws IOException {
        CronJobSpec check = cronJob(Rendering.BASE, "pulse-db-check").getSpec();
        assertThat(check.getSchedule()).isEqualTo("*/15 * * * *");
        assertThat(check.getStartingDeadlineSeconds()
                        + check.getJobTemplate().getSpec().getActiveDeadlineSeconds())
                .isLessThanOrEqualTo(Duration.ofMinutes(15).toSeconds());
    }

    @Test
    void the_latest_backup_still_keeps_a_recovery_point_of24_hours() throws IOException {
        CronJobSpec backup = cronJob(Rendering.BASE, "pulse-db-backup").getSpec();
        assertThat(backup.getSchedule()).as("every twelve hours").isEqualTo("17 2,14 * * *");
        Duration oldest = Duration.ofHours(12)
                .plusSeconds(backup.getStartingDeadlineSeconds())
                .plusSeconds(backup.getJobTemplate().getSpec().getActiveDeadlineSeconds());
        assertThat(oldest).isLessThan(Duration.ofHours(24));
    }

    @Test
    void a_verification_is_over_before_the_next_is_due() throws IOException {
        CronJobSpec verify = cronJob(Rendering.BASE, "pulse-db-verify").getSpec();
        assertThat(verify.getSchedule()).as("once a day").isEqualTo("17 8 * * *");
        assertThat(verify.getStartingDeadlineSeconds()
                        + verify.getJobTemplate().getSpec().getActiveDeadlineSeconds())
                .isLessThan(Duration.ofDays(1).toSeconds());
    }

    @Test
    void the_cron_jobs_rest_while_the_long_running_process_works() throws IOException {
        assertThat(cronJobs(Rendering.RUN)).hasSize(3).allMatch(cron -> cron.getSpec()
                .getSuspend());
        assertThat(cronJobs(Rendering.BASE)).hasSize(3).noneMatch(cron -> cron.getSpec()
                .getSuspend());
    }

    @Test
    void the_long_running_process_takes_backups_when_the_cron_job_would() throws IOException {
        assertThat(Workload.in(Rendering.RUN).filter(workload -> workload.job().isEmpty()))
                .singleElement()
                .satisfies(run -> assertThat(run.containers().flatMap(container -> container.getEnv().stream()))
                        .filteredOn(variable -> "PULSE_BACKUPS_DAILY_SCHEDULE".equals(variable.getName()))
                        .extracting(EnvVar::getValue)
                        .containsExactly(cronJob(Rendering.RUN, "pulse-db-backup")
                                .getSpec()
                                .getSchedule()));
    }

    static Stream<CronJob> cronJobs() throws IOException {
        Stream<CronJob> all = Stream.empty();
        for (Rendering rendering : Rendering.values()) {
            all = Stream.concat(all, cronJobs(rendering));
        }
        return all;
    }

    private static Stream<CronJob> cronJobs(Rendering rendering) throws IOException {
        return rendering.objects().stream().filter(CronJob.class::isInstance).map(CronJob.class::cast);
    }

    private static CronJob cronJob(Rendering rendering, String name) throws IOException {
        return cronJobs(rendering)
                .filter(cron -> name.equals(cron.getMetadata().getName()))
                .findAny()
                .orElseThrow();
    }

    private static List<PodFailurePolicyRule> rules(Workload workload) {
        return workload.job().orElseThrow().getPodFailurePolicy().getRules();
    }

    /** The action of the first rule that names this exit code of this container; Kubernetes counts what none names. */
    private static String actionOn(int exit, Workload workload) {
        String container = workload.containers().findFirst().orElseThrow().getName();
        return rules(workload).stream()
                .filter(rule -> rule.getOnExitCodes() != null)
                .filter(rule -> "In".equals(rule.getOnExitCodes().getOperator()))
                .filter(rule -> container.equals(rule.getOnExitCodes().getContainerName()))
                .filter(rule -> rule.getOnExitCodes().getValues().contains(exit))
                .map(PodFailurePolicyRule::getAction)
                .findFirst()
                .orElse("not named");
    }
}
