package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class DrillJudgeTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Optional<Duration> WEEKLY = Optional.of(Duration.ofDays(7));
    private static final Optional<Duration> TWO_HOURS = Optional.of(Duration.ofHours(2));
    private static final long GIGABYTE = 1L << 30;

    @Test
    void a_set_that_was_never_restored_is_a_warning_whatever_was_promised() {
        for (Optional<Duration> every : List.of(WEEKLY, Optional.<Duration>empty())) {
            Finding finding = DrillJudge.judge("daily", every, TWO_HOURS, Optional.empty(), OptionalLong.empty(), NOW);

            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).isEqualTo("no backup of this set has ever been restored");
            assertThat(finding.remedy()).isEqualTo("pulse-db drill daily");
        }
    }

    @Test
    void a_drill_that_matched_in_time_is_good_to_the_last_moment() {
        Instant weekAgo = NOW.minus(Duration.ofDays(7));
        Finding good = judge(drill(weekAgo, Duration.ofHours(2)), OptionalLong.empty());

        assertThat(good.severity()).isEqualTo(Severity.OK);
        assertThat(good.measured()).isEqualTo("2h, 7d ago");
        assertThat(good.target()).isEqualTo("within 2h, every 7d");
        assertThat(judge(drill(weekAgo.minusMillis(1), Duration.ofHours(2)), OptionalLong.empty())
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(judge(drill(weekAgo, Duration.ofHours(2).plusMillis(1)), OptionalLong.empty())
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void without_a_promise_neither_age_nor_time_is_held_against_it() {
        DrillResult old = drill(Instant.EPOCH, Duration.ofDays(1));

        assertThat(DrillJudge.judge(
                                "daily",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(old),
                                OptionalLong.of(Long.MAX_VALUE),
                                NOW)
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void a_database_that_has_grown_is_judged_by_the_rate_that_was_measured() {
        DrillResult drill = drill(NOW, Duration.ofMinutes(30));

        assertThat(judge(drill, OptionalLong.of(4 * GIGABYTE)).severity()).isEqualTo(Severity.OK);
        Finding grown = judge(drill, OptionalLong.of(5 * GIGABYTE));
        assertThat(grown.severity()).isEqualTo(Severity.WARNING);
        assertThat(grown.message()).contains("has grown to 5.0 GB, which would take about 2h 30m");
    }

    @Test
    void no_result_is_overdue_at_once_and_one_from_the_moment_behind_what_was_promised() {
        Duration week = WEEKLY.orElseThrow();
        assertThat(DrillJudge.isOverdue(Optional.empty(), WEEKLY, NOW)).isTrue();
        assertThat(DrillJudge.isOverdue(Optional.of(drill(NOW.minus(week), Duration.ofMinutes(1))), WEEKLY, NOW))
                .isFalse();
        assertThat(DrillJudge.isOverdue(
                        Optional.of(drill(NOW.minus(week).minusMillis(1), Duration.ofMinutes(1))), WEEKLY, NOW))
                .isTrue();
        assertThat(DrillJudge.isOverdue(Optional.empty(), Optional.empty(), NOW))
                .isFalse();
    }

    @Test
    void a_restore_that_failed_or_came_out_different_is_a_broken_promise() {
        Finding differs = judge(
                result(
                        NOW,
                        Duration.ofMinutes(1),
                        List.of("t: 1 rows instead of 2", "u: is missing"),
                        Optional.empty()),
                OptionalLong.empty());
        assertThat(differs.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(differs.message()).contains("t: 1 rows instead of 2, and 1 more");
        assertThat(differs.remedy()).isEqualTo("pulse-db drill daily --backup=20260131T000000Z");

        Finding failed =
                judge(result(NOW, Duration.ZERO, List.of(), Optional.of("pg_restore: error: x")), OptionalLong.empty());
        assertThat(failed.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(failed.message()).isEqualTo("the last restore failed: pg_restore: error: x");
        assertThat(failed.measured()).isEqualTo("failed, 0ms ago");
    }

    @Test
    void a_drill_in_the_future_hides_what_came_after_it_and_is_told() {
        assertThat(judge(drill(NOW.plusSeconds(60), Duration.ofHours(1)), OptionalLong.empty())
                        .severity())
                .isEqualTo(Severity.OK);

        Finding ahead = judge(drill(NOW.plusSeconds(61), Duration.ofHours(1)), OptionalLong.empty());

        assertThat(ahead.severity()).isEqualTo(Severity.WARNING);
        assertThat(ahead.message()).contains("lies in the future: a clock was wrong");
    }

    @Test
    void a_record_that_cannot_be_believed_takes_the_good_out_of_a_finding_and_nothing_bad() {
        Finding good = judge(drill(NOW, Duration.ofHours(1)), OptionalLong.empty());
        assertThat(DrillJudge.withProblems(good, List.of())).isEqualTo(good);

        Finding doubted =
                DrillJudge.withProblems(good, List.of(BrokenRecord.ofBackup("b2"), BrokenRecord.ofBackup("b1")));
        assertThat(doubted.severity()).isEqualTo(Severity.WARNING);
        assertThat(doubted.message())
                .contains("a drill of backup b2, backup b1 does not count: it was changed by hand");
        assertThat(doubted.remedy()).isEqualTo("pulse-db drill daily --backup=b2");

        assertThat(DrillJudge.withProblems(good, List.of(BrokenRecord.ofBackup("$(id).dump")))
                        .remedy())
                .as("another tool's dump is called as whoever wrote it liked")
                .isEqualTo("pulse-db drill daily --backup='$(id).dump'");
        assertThat(DrillJudge.withProblems(good, List.of(BrokenRecord.ofLast(Optional.empty())))
                        .remedy())
                .isEqualTo("pulse-db drill daily");

        Finding bad = judge(drill(NOW, Duration.ofHours(3)), OptionalLong.empty());
        assertThat(DrillJudge.withProblems(bad, List.of(BrokenRecord.ofLast(Optional.empty())))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(DrillJudge.withProblems(bad, List.of(BrokenRecord.ofLast(Optional.empty())))
                        .remedy())
                .isEqualTo(bad.remedy());
    }

    private static Finding judge(DrillResult drill, OptionalLong bytesNow) {
        return DrillJudge.judge("daily", WEEKLY, TWO_HOURS, Optional.of(drill), bytesNow, NOW);
    }

    @Test
    void a_drill_of_a_copy_counts_and_is_told_as_that() {
        DrillResult good = fromCopy(List.of(), Optional.empty());
        assertThat(judge(good, OptionalLong.empty()))
                .extracting(Finding::severity, Finding::message)
                .containsExactly(
                        Severity.OK,
                        "the copy offsite of backup 20260131T000000Z was downloaded, restored and matches");

        Finding differs = judge(fromCopy(List.of("table t has 1 row fewer"), Optional.empty()), OptionalLong.empty());
        assertThat(differs.message()).startsWith("the copy offsite of backup 20260131T000000Z was restored and is not");
        assertThat(differs.cure().text()).contains("pulse-db drill daily --copy=offsite --backup=20260131T000000Z");
        assertThat(judge(fromCopy(List.of(), Optional.of("pg_restore ended with 1")), OptionalLong.empty())
                        .message())
                .isEqualTo("the last restore, from the copy offsite, failed: pg_restore ended with 1");
        assertThat(DrillJudge.withProblems(
                                judge(good, OptionalLong.empty()), List.of(BrokenRecord.ofLast(Optional.of("offsite"))))
                        .cure()
                        .text())
                .contains("pulse-db drill daily --copy=offsite");
    }

    private static DrillResult fromCopy(List<String> differences, Optional<String> failure) {
        DrillResult here = result(NOW, Duration.ofMinutes(30), differences, failure);
        return new DrillResult(
                here.set(),
                here.backup(),
                here.at(),
                here.server(),
                here.took(),
                here.bytes(),
                here.tables(),
                differences,
                failure,
                here.rto(),
                here.comparedWith(),
                List.of(),
                Optional.of("offsite"),
                Set.of());
    }

    private static DrillResult drill(Instant at, Duration took) {
        return result(at, took, List.of(), Optional.empty());
    }

    private static DrillResult result(Instant at, Duration took, List<String> differences, Optional<String> failure) {
        return new DrillResult(
                "daily",
                "20260131T000000Z",
                at,
                "postgresql://drill@host:5432/postgres",
                took,
                GIGABYTE,
                10,
                differences,
                failure,
                TWO_HOURS,
                "the manifest",
                List.of(),
                Optional.empty(),
                Set.of());
    }
}
