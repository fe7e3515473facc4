package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

public class RecoveryPointJudgeTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final BackupTarget DAILY = Sets.daily(Path.of("/backups"));

    @Test
    void a_snapshot_exactly_as_old_as_the_objective_is_good() {
        Finding finding = judge(verified("24h", NOW.minus(Duration.ofHours(24))));

        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.measured()).isEqualTo("1d");
        assertThat(finding.target()).isEqualTo("1d");
    }

    @Test
    void a_snapshot_a_moment_older_than_the_objective_is_critical() {
        Finding finding = judge(verified("old", NOW.minus(Duration.ofHours(24)).minusMillis(1)));

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).isEqualTo("pulse-db backup take daily");
    }

    @Test
    void no_backup_at_all_is_critical() {
        Finding finding = judge();

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).isEqualTo("there is no backup in /backups/daily");
        assertThat(finding.measured()).isEmpty();
    }

    @Test
    void backups_of_which_none_is_verified_are_critical_however_young() {
        Finding finding = judge(doubtful("cut", Optional.of(NOW)), doubtful("bare", Optional.empty()));

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).isEqualTo("none of the 2 backups in /backups/daily is verified");
    }

    @Test
    void the_older_good_one_counts_when_the_newest_is_bad() {
        Finding finding = judge(
                verified("good", NOW.minus(Duration.ofHours(25))),
                doubtful("bad", Optional.of(NOW.minus(Duration.ofHours(1)))));

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("1d 1h");
        assertThat(finding.message()).contains("good").contains("last 1d 1h would be lost");
    }

    @Test
    void the_newest_good_one_counts_whatever_the_order_and_the_names() {
        Finding finding = judge(
                verified("a", NOW.minus(Duration.ofHours(2))),
                verified("c", NOW.minus(Duration.ofHours(1))),
                verified("z", NOW.minus(Duration.ofHours(3))));

        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.measured()).isEqualTo("1h");
    }

    @Test
    void a_snapshot_in_the_future_is_never_good_even_beside_a_good_one() {
        Finding finding = judge(
                verified("ahead", NOW.plus(Duration.ofHours(3))), verified("good", NOW.minus(Duration.ofHours(1))));

        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.message()).contains("ahead").contains("3h in the future");
    }

    @Test
    void clocks_may_differ_by_a_minute_and_no_more() {
        assertThat(judge(verified("b", NOW.plusSeconds(60))).severity()).isEqualTo(Severity.OK);
        assertThat(judge(verified("b", NOW.plusSeconds(60))).measured()).isEqualTo("0ms");
        assertThat(judge(verified("b", NOW.plusSeconds(60).plusNanos(1))).severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void a_set_without_an_objective_is_a_finding_that_names_the_key() {
        BackupTarget target = Sets.promised("nightly.eu", Optional.empty(), Optional.empty());

        Finding finding = RecoveryPointJudge.judge(target, List.of(verified("b", NOW)), NOW);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.remedy()).contains("PULSE_BACKUPS_NIGHTLY_EU_RPO");
    }

    @Test
    void a_set_without_an_objective_and_without_a_backup_is_critical() {
        BackupTarget target = Sets.promised("daily", Optional.empty(), Optional.empty());

        assertThat(RecoveryPointJudge.judge(target, List.of(), NOW).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_breach_that_the_schedule_cannot_prevent_is_told_beforehand() {
        // Breaks the promise at 14:05; the run at 14:00 takes 12 minutes.
        Backup newest = taken("b", Instant.parse("2026-01-30T14:05:00Z"), Duration.ofMinutes(12));

        Finding finding = judge("0 14 * * *", newest);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .isEqualTo("will be missed at 2026-01-31T14:05:00Z: the next backup is due at 2026-01-31T14:00:00Z"
                        + " and takes about 12m");
        assertThat(finding.remedy()).isEqualTo("pulse-db backup take daily");
        assertThat(finding.measured()).isEqualTo("21h 55m");
    }

    @Test
    void a_next_run_that_ends_just_in_time_is_good_and_one_a_moment_later_is_not() {
        Backup newest = taken("b", Instant.parse("2026-01-30T14:12:00Z"), Duration.ofMinutes(12));
        assertThat(judge("0 14 * * *", newest).severity()).isEqualTo(Severity.OK);

        Backup older = taken("b", Instant.parse("2026-01-30T14:11:59.999Z"), Duration.ofMinutes(12));
        assertThat(judge("0 14 * * *", older).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_run_that_may_be_under_way_is_waited_for_twice_as_long_as_usual() {
        // The last run was at 11:50; the promise breaks at 12:20; the one after is due at 11:50 tomorrow.
        Instant yesterday = Instant.parse("2026-01-30T12:20:00Z");

        assertThat(judge("50 11 * * *", taken("b", yesterday, Duration.ofMinutes(6)))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(judge("50 11 * * *", taken("b", yesterday, Duration.ofMinutes(5)))
                        .message())
                .startsWith("will be missed at 2026-01-31T12:20:00Z: the next backup is due at 2026-02-01T11:50:00Z");
    }

    @Test
    void a_database_whose_clock_was_ahead_does_not_make_its_backups_younger() {
        Duration ahead = Duration.ofHours(3);
        Backup backup = new Backup(
                "daily",
                "b",
                Path.of("/backups/daily/b"),
                Optional.of(NOW.minus(Duration.ofHours(22))),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ahead,
                Optional.empty(),
                Backup.Lack.NOTHING);

        assertThat(judge(backup).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judge(backup).measured()).isEqualTo("1d 1h");
    }

    @Test
    void clocks_that_disagreed_are_a_warning_however_young_the_backup() {
        for (Duration ahead : List.of(Duration.ofSeconds(61), Duration.ofSeconds(-61))) {
            Backup backup = new Backup(
                    "daily",
                    "b",
                    Path.of("/backups/daily/b"),
                    Optional.of(NOW.minus(Duration.ofHours(1))),
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ahead,
                    Optional.empty(),
                    Backup.Lack.NOTHING);
            assertThat(judge(backup).severity()).isEqualTo(Severity.WARNING);
            assertThat(judge(backup).message())
                    .contains(ahead.isNegative() ? "1m 1s behind this" : "1m 1s ahead of this");
        }
    }

    private static Finding judge(Backup... backups) {
        return RecoveryPointJudge.judge(DAILY, List.of(backups), NOW);
    }

    private static Finding judge(String schedule, Backup newest) {
        BackupTarget target = Sets.promised("daily", Optional.of(Duration.ofHours(24)), Optional.of(schedule));
        return RecoveryPointJudge.judge(target, List.of(newest), NOW);
    }

    public static Backup verified(String id, Instant snapshotTime) {
        return taken(id, snapshotTime, Duration.ZERO);
    }

    public static Backup taken(String id, Instant snapshotTime, Duration took) {
        return backup(id, Optional.of(snapshotTime), took, 1, Optional.empty());
    }

    public static Backup sized(String id, Instant snapshotTime, long bytes) {
        return backup(id, Optional.of(snapshotTime), Duration.ZERO, bytes, Optional.empty());
    }

    public static Backup doubtful(String id, Optional<Instant> snapshotTime) {
        return backup(id, snapshotTime, Duration.ZERO, 1, Optional.of("database.dump is missing"));
    }

    private static Backup backup(
            String id, Optional<Instant> snapshotTime, Duration took, long bytes, Optional<String> problem) {
        Path path = Path.of("/backups/daily", id);
        return new Backup(
                "daily",
                id,
                path,
                snapshotTime,
                bytes,
                Optional.of(took),
                Optional.of(took),
                Optional.empty(),
                Duration.ZERO,
                problem,
                Backup.Lack.NOTHING);
    }
}
