package io.opsconductor.pulse.db.timescale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class SchedulerJudgeTest {
    private static final Optional<String> EXTENSION = Optional.of("public");
    private static final Optional<String> FUNCTIONS = Optional.of("_timescaledb_functions");

    private static Finding judge(boolean running, boolean seesAll, boolean expected) {
        return SchedulerJudge.judge(
                        new Scheduler("pulse", "io\"t", running, seesAll, false, false, false, EXTENSION, FUNCTIONS),
                        expected)
                .get(0);
    }

    @Test
    void a_dead_scheduler_is_critical_and_can_be_started() {
        Finding finding = judge(false, true, true);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).isEqualTo("SELECT _timescaledb_functions.start_background_workers();");
    }

    @Test
    void a_running_scheduler_is_fine() {
        assertThat(judge(true, true, true).severity()).isEqualTo(Severity.OK);
        assertThat(judge(true, false, false).measured()).isEqualTo("running");
    }

    @Test
    void not_seen_without_the_grant_is_unknown_and_names_the_grant() {
        Finding finding = judge(false, false, true);
        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.remedy()).isEqualTo("GRANT pg_read_all_stats TO \"io\"\"t\";");
    }

    @Test
    void from_a_replica_nobody_can_tell_and_nothing_can_be_started_there() {
        Scheduler replica = new Scheduler("pulse", "iot", false, true, true, false, false, EXTENSION, FUNCTIONS);
        Finding finding = SchedulerJudge.judge(replica, true).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.remedy()).startsWith("check the primary");
        assertThat(SchedulerJudge.judge(replica, false).get(0).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void not_expected_is_fine_and_says_so() {
        Finding finding = judge(false, true, false);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.message()).contains("scheduler-expected=false");
        assertThat(judge(false, false, false).measured()).isEqualTo("not seen");
    }

    @Test
    void restoring_left_on_is_critical_even_where_no_scheduler_is_expected() {
        Finding stored = SchedulerJudge.judge(
                        new Scheduler("pulse", "iot", false, true, false, false, true, EXTENSION, FUNCTIONS), false)
                .get(0);
        Finding here = SchedulerJudge.judge(
                        new Scheduler("pulse", "iot", true, true, false, true, false, EXTENSION, FUNCTIONS), true)
                .get(0);
        assertThat(stored.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(stored.remedy()).isEqualTo("SELECT public.timescaledb_post_restore();");
        assertThat(here.message()).contains("in the session that looked");
    }

    @Test
    void without_the_extension_there_is_nothing_to_start() {
        Finding finding = SchedulerJudge.judge(
                        new Scheduler(
                                "pulse", "iot", false, true, false, false, false, Optional.empty(), Optional.empty()),
                        true)
                .get(0);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).isEqualTo("CREATE EXTENSION timescaledb;");
    }
}
