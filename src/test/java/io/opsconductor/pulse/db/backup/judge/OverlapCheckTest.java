package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a dump holds its locks, by the manifests of the newest ones. */
class OverlapCheckTest {
    private static final Instant TWO = Instant.parse("2026-02-01T02:00:00Z");
    private static final Optional<Duration> TEN_MINUTES = Optional.of(Duration.ofMinutes(10));

    @TempDir
    Path directory;

    @Test
    void the_verification_after_a_dump_holds_no_lock() throws Exception {
        Stored.dumped(directory, "1", TWO.minus(Duration.ofDays(1)), TEN_MINUTES);

        assertThat(nextMeets("02:10:00")).isEqualTo(Severity.WARNING);
        assertThat(nextMeets("02:10:01")).isEqualTo(Severity.OK);
        assertThat(lastMet("02:10:00")).isEqualTo(Severity.WARNING);
        assertThat(lastMet("02:10:01")).isEqualTo(Severity.OK);
    }

    @Test
    void where_a_manifest_does_not_tell_them_apart_all_of_its_time_counts() throws Exception {
        Stored.dumped(directory, "1", TWO.minus(Duration.ofDays(1)), Optional.empty());

        assertThat(nextMeets("02:30:00")).isEqualTo(Severity.WARNING);
        assertThat(nextMeets("02:30:01")).isEqualTo(Severity.OK);
        assertThat(lastMet("02:30:00")).isEqualTo(Severity.WARNING);
        assertThat(lastMet("02:30:01")).isEqualTo(Severity.OK);
    }

    @Test
    void the_recovery_point_is_missed_by_the_whole_time_until_a_backup_counts() throws IOException {
        Stored.dumped(directory, "1", TWO, TEN_MINUTES);
        BackupTarget target = Sets.scheduled(directory, "0 2 * * *");

        assertThat(RecoveryPointJudge.judge(target, BackupStore.list(target), TWO.plusSeconds(3600))
                        .message())
                .endsWith("and takes about 30m");
    }

    /** By the schedule. */
    private Severity nextMeets(String time) {
        JobRun job = new JobRun(
                7,
                "public",
                Optional.empty(),
                "retention",
                "public.tel",
                Duration.ofDays(1),
                Optional.empty(),
                Optional.of(onTheFirst(time)));
        return OverlapCheck.judged(Sets.scheduled(directory, "0 2 * * *"), List.of(job), TWO.minusSeconds(3600))
                .severity();
    }

    /** By the last runs. */
    private Severity lastMet(String time) {
        JobRun job = new JobRun(
                7,
                "public",
                Optional.empty(),
                "retention",
                "public.tel",
                Duration.ofDays(1),
                Optional.of(Span.of(onTheFirst(time).minus(Duration.ofDays(1)), Duration.ofMinutes(1))),
                Optional.empty());
        return OverlapCheck.judged(Sets.daily(directory), List.of(job), TWO).severity();
    }

    private static Instant onTheFirst(String time) {
        return Instant.parse("2026-02-01T" + time + "Z");
    }
}
