package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class RecoveryPointJudgeTest {
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
        BackupTarget target = new BackupTarget("nightly.eu", DAILY.directory(), Optional.empty());

        Finding finding = RecoveryPointJudge.judge(target, List.of(verified("b", NOW)), NOW);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.remedy()).contains("PULSE_BACKUPS_NIGHTLY_EU_RPO");
    }

    @Test
    void a_set_without_an_objective_and_without_a_backup_is_critical() {
        BackupTarget target = new BackupTarget("daily", DAILY.directory(), Optional.empty());

        assertThat(RecoveryPointJudge.judge(target, List.of(), NOW).severity()).isEqualTo(Severity.CRITICAL);
    }

    private static Finding judge(Backup... backups) {
        return RecoveryPointJudge.judge(DAILY, List.of(backups), NOW);
    }

    static Backup verified(String id, Instant snapshotTime) {
        return backup(id, Optional.of(snapshotTime), Optional.empty());
    }

    static Backup doubtful(String id, Optional<Instant> snapshotTime) {
        return backup(id, snapshotTime, Optional.of("database.dump is missing"));
    }

    private static Backup backup(String id, Optional<Instant> snapshotTime, Optional<String> doubt) {
        return new Backup(
                "daily", id, Path.of("/backups/daily", id), snapshotTime, 1, Optional.of(Duration.ZERO), doubt);
    }
}
