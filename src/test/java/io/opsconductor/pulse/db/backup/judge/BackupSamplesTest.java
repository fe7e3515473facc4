package io.opsconductor.pulse.db.backup.judge;

import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.doubtful;
import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.taken;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import org.junit.jupiter.api.Test;

class BackupSamplesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final BackupTarget DAILY =
            Sets.promised("daily", Optional.of(Duration.ofHours(24)), Optional.of("17 2 * * *"));

    @Test
    void what_was_promised_and_is_planned_is_there_without_any_backup() {
        assertThat(BackupSamples.promised(DAILY, Duration.ofDays(7), NOW))
                .containsExactlyInAnyOrder(
                        Sample.of(Metric.BACKUP_RECOVERY_POINT_OBJECTIVE_SECONDS, 86_400, "daily"),
                        Sample.of(Metric.BACKUP_VERIFICATION_INTERVAL_SECONDS, 604_800, "daily"),
                        Sample.at(
                                Metric.BACKUP_NEXT_RUN_TIMESTAMP_SECONDS,
                                Instant.parse("2026-02-01T02:17:00Z"),
                                "daily"));
    }

    @Test
    void a_set_without_a_backup_has_counts_and_nothing_else() {
        assertThat(BackupSamples.found(DAILY, List.of(), Optional.empty(), NOW))
                .containsExactly(
                        Sample.of(Metric.BACKUPS, 0, "daily", "verified"),
                        Sample.of(Metric.BACKUPS, 0, "daily", "unverified"),
                        Sample.of(Metric.BACKUPS, 0, "daily", "bad"));
    }

    @Test
    void a_bad_one_is_counted_and_is_no_recovery_point() {
        assertThat(BackupSamples.found(DAILY, List.of(doubtful("cut", Optional.of(NOW))), Optional.empty(), NOW))
                .contains(Sample.of(Metric.BACKUPS, 1, "daily", "bad"))
                .noneMatch(sample -> sample.metric() == Metric.BACKUP_LAST_VERIFIED_SNAPSHOT_TIMESTAMP_SECONDS
                        || sample.metric() == Metric.BACKUP_AGE_SECONDS);
    }

    @Test
    void the_newest_verified_one_tells_age_success_and_duration() {
        Instant snapshot = NOW.minus(Duration.ofHours(2));
        assertThat(BackupSamples.found(
                        DAILY,
                        List.of(
                                taken("old", NOW.minus(Duration.ofDays(1)), Duration.ofMinutes(9)),
                                taken("new", snapshot, Duration.ofMinutes(10))),
                        Optional.empty(),
                        NOW))
                .contains(
                        Sample.of(Metric.BACKUPS, 2, "daily", "verified"),
                        Sample.at(Metric.BACKUP_LAST_VERIFIED_SNAPSHOT_TIMESTAMP_SECONDS, snapshot, "daily"),
                        Sample.of(Metric.BACKUP_AGE_SECONDS, 7200, "daily"),
                        Sample.at(Metric.BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, snapshot.plusSeconds(600), "daily"),
                        Sample.at(Metric.BACKUP_LAST_ATTEMPT_TIMESTAMP_SECONDS, snapshot.plusSeconds(600), "daily"),
                        Sample.of(Metric.BACKUP_DURATION_SECONDS, 600, "daily", "dump"))
                .noneMatch(sample -> sample.metric() == Metric.BACKUP_LAST_FAILURE_TIMESTAMP_SECONDS);
    }

    @Test
    void a_failure_after_the_newest_success_is_the_last_attempt() {
        assertThat(BackupSamples.found(
                        DAILY,
                        List.of(taken("good", NOW.minus(Duration.ofHours(2)), Duration.ZERO)),
                        Optional.of(NOW.minusSeconds(60)),
                        NOW))
                .contains(
                        Sample.at(Metric.BACKUP_LAST_FAILURE_TIMESTAMP_SECONDS, NOW.minusSeconds(60), "daily"),
                        Sample.at(Metric.BACKUP_LAST_ATTEMPT_TIMESTAMP_SECONDS, NOW.minusSeconds(60), "daily"),
                        Sample.at(
                                Metric.BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, NOW.minus(Duration.ofHours(2)), "daily"));
    }
}
