package io.opsconductor.pulse.db.backup.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest;
import io.opsconductor.pulse.db.backup.judge.ScheduleJudge;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupScheduleTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void runs_are_those_of_utc_and_one_that_is_due_now_has_come() {
        BackupSchedule schedule = BackupSchedule.parse("daily", "0 12 * * *");

        assertThat(schedule.next(NOW)).contains(Instant.parse("2026-02-01T12:00:00Z"));
        assertThat(schedule.last(NOW)).contains(NOW);
        assertThat(schedule.last(NOW.minusSeconds(1))).contains(Instant.parse("2026-01-30T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "'17 2,14 * * *', PT12H",
        "0 2 * * *, PT24H",
        "'0 1,2,14 * * *', PT12H",
        "0 2 * * 1-5, PT72H",
        "*/5 2-4 * * *, PT21H5M",
        "0 2 1 * *, PT744H",
        "* * * * *, PT1M",
        "* * * * 1-5, PT48H1M",
        "'*/7 3-5,22 * * *', PT16H4M",
        "'3,50 * * 2 *', PT8088H13M",
        "0 0 29 2 *, PT35064H",
    })
    void the_longest_time_between_two_runs_is_found(String cron, Duration gap) {
        assertThat(BackupSchedule.parse("daily", cron).longestGap(NOW)).contains(gap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/13 * * * *", "5 */5 * * *", "7,9 1-3,20 * * *", "1 2 3,9,28 * *", "*/20 6 1 * 3"})
    void the_longest_time_is_the_one_that_following_every_run_finds(String cron) {
        BackupSchedule schedule = BackupSchedule.parse("daily", cron);
        for (Instant from : List.of(NOW, NOW.minusSeconds(86_400 * 5 + 4242))) {
            List<Instant> runs = schedule.between(from, from.plus(Duration.ofDays(62)));
            Duration longest = IntStream.range(1, runs.size())
                    .mapToObj(at -> Duration.between(runs.get(at - 1), runs.get(at)))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(schedule.longestGap(from)).contains(longest);
        }
    }

    @Test
    void what_is_no_cron_expression_is_refused_naming_the_key() {
        for (String cron : List.of("daily", "0 2 * *", "61 2 * * *", "every day", "17 2 * * * 2026 1", "@hourly", "")) {
            assertThatThrownBy(() -> BackupSchedule.parse("daily", cron))
                    .hasMessageStartingWith("pulse.backups.daily.schedule='" + cron + "' is no cron expression")
                    .extracting(failure -> ((PulseFailure) failure).exit())
                    .isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void a_schedule_that_can_just_keep_the_promise_is_good() {
        Finding finding = judge("0 2,14 * * *", Duration.ofHours(12), Duration.ZERO);

        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.measured()).isEqualTo("12h");
    }

    @Test
    void a_schedule_that_leaves_no_time_for_the_backup_itself_is_a_finding() {
        Finding finding = judge("0 2 * * *", Duration.ofHours(24), Duration.ofMinutes(12));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("1d + 12m");
        assertThat(finding.message())
                .isEqualTo("even if every backup succeeds, the recovery point will be missed: up to 1d from one to the"
                        + " next, and each takes about 12m");
        assertThat(finding.cure().lines()).first().asString().contains("PULSE_BACKUPS_DAILY_SCHEDULE");
        assertThat(finding.cure().lines()).last().asString().contains("PULSE_BACKUPS_DAILY_RPO");
    }

    @Test
    void without_a_promise_or_a_schedule_there_is_nothing_to_judge() {
        assertThat(ScheduleJudge.judge(
                        Sets.promised("daily", Optional.empty(), Optional.of("0 2 * * *")), List.of(), NOW))
                .isEmpty();
        assertThat(ScheduleJudge.judge(
                        Sets.promised("daily", Optional.of(Duration.ofHours(1)), Optional.empty()), List.of(), NOW))
                .isEmpty();
    }

    private static Finding judge(String cron, Duration rpo, Duration took) {
        return ScheduleJudge.judge(
                        Sets.promised("daily", Optional.of(rpo), Optional.of(cron)),
                        List.of(RecoveryPointJudgeTest.taken("b", NOW, took)),
                        NOW)
                .orElseThrow();
    }
}
