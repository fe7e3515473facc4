package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class OverlapJudgeTest {
    private static final Instant TWO = Instant.parse("2026-02-01T02:00:00Z");
    private static final Optional<Span> NEXT = Optional.of(Span.of(TWO, Duration.ofMinutes(30)));
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void a_job_meets_the_next_backup_from_its_first_moment_to_its_last() {
        Duration tenMinutes = Duration.ofMinutes(10);
        for (String meets : List.of("02:00:00", "02:15:00", "02:30:00", "01:50:00")) {
            assertThat(severity(job(DAY, tenMinutes, meets))).as(meets).isEqualTo(Severity.WARNING);
        }
        for (String passes : List.of("01:49:59", "02:30:01")) {
            assertThat(severity(job(DAY, tenMinutes, passes))).as(passes).isEqualTo(Severity.OK);
        }
    }

    @Test
    void later_runs_count_by_the_jobs_interval() {
        JobRun twoDaysBefore = new JobRun(
                7,
                "public",
                Optional.empty(),
                "retention",
                "public.tel",
                DAY,
                Optional.empty(),
                Optional.of(TWO.minus(Duration.ofDays(2))));
        JobRun everyFiveHours = new JobRun(
                7,
                "public",
                Optional.empty(),
                "retention",
                "public.tel",
                Duration.ofHours(5),
                Optional.empty(),
                Optional.of(TWO.minusSeconds(3600)));

        assertThat(severity(twoDaysBefore)).isEqualTo(Severity.WARNING);
        assertThat(severity(everyFiveHours)).isEqualTo(Severity.OK);
    }

    @Test
    void the_cure_moves_the_job_behind_the_dump_or_says_that_no_hour_is_free() {
        Finding movable = judge(job(DAY, Duration.ofMinutes(1), "02:10:00"));
        assertThat(movable.remedy())
                .isEqualTo("SELECT \"public\".alter_job(7, next_start => '2026-02-01T02:35:00Z',"
                        + " timezone => (SELECT timezone FROM _timescaledb_config.bgw_job WHERE id = 7));");
        assertThat(movable.message())
                .isEqualTo("the retention of public.tel (2026-02-01T02:10:00Z, 1m) meets the backup"
                        + " (2026-02-01T02:00:00Z, 30m): it waits for pg_dump, and readers wait for it");

        assertThat(judge(job(Duration.ofMinutes(30), Duration.ZERO, "02:10:00")).remedy())
                .startsWith("no hour is free of a job that runs every 30m");
    }

    @Test
    void without_a_schedule_the_last_runs_tell() {
        JobRun ran = new JobRun(
                7,
                "public",
                Optional.empty(),
                "compression",
                "public.tel",
                DAY,
                Optional.of(Span.of(TWO, Duration.ofMinutes(5))),
                Optional.empty());
        Span met = Span.of(TWO.plusSeconds(60), Duration.ofMinutes(1));
        Span missed = Span.of(TWO.plusSeconds(301), Duration.ofMinutes(1));

        assertThat(OverlapJudge.judge("daily", List.of(missed, met), Optional.empty(), List.of(ran))
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(OverlapJudge.judge("daily", List.of(missed), Optional.empty(), List.of(ran))
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void a_paused_job_meets_nothing() {
        JobRun paused = new JobRun(
                7, "public", Optional.empty(), "retention", "public.tel", DAY, Optional.empty(), Optional.empty());

        assertThat(severity(paused)).isEqualTo(Severity.OK);
    }

    private static Severity severity(JobRun job) {
        return judge(job).severity();
    }

    private static Finding judge(JobRun job) {
        return OverlapJudge.judge("daily", List.of(), NEXT, List.of(job));
    }

    private static JobRun job(Duration every, Duration length, String nextTime) {
        return new JobRun(
                7,
                "public",
                Optional.empty(),
                "retention",
                "public.tel",
                every,
                Optional.of(Span.of(Instant.EPOCH, length)),
                Optional.of(Instant.parse("2026-02-01T" + nextTime + "Z")));
    }
}
