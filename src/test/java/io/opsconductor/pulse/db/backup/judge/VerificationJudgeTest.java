package io.opsconductor.pulse.db.backup.judge;

import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.doubtful;
import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.verified;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Verification.How;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class VerificationJudgeTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void a_newest_backup_that_is_verified_is_good_and_older_bad_ones_are_counted() {
        Finding finding = judge(verified("new", NOON), doubtful("old", Optional.of(NOON.minusSeconds(1))));

        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.measured()).isEqualTo("1 of 2 verified");
    }

    @Test
    void a_bad_newest_backup_is_critical_beside_an_older_good_one() {
        Finding finding = judge(verified("old", NOON), doubtful("new", Optional.of(NOON.plusSeconds(1))));

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).isEqualTo("backup new is not verified: database.dump is missing");
        assertThat(finding.remedy()).isEqualTo("pulse-db backup take daily");
    }

    @Test
    void a_backup_without_a_readable_manifest_is_dated_by_its_name() {
        assertThat(judge(verified("new", NOON), doubtful("20260131T115959Z", Optional.empty()))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(verified("new", NOON), doubtful("20260131T120001Z-2", Optional.empty()))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_backup_that_nothing_dates_may_be_the_newest() {
        Finding finding = judge(verified("new", NOON), doubtful("copy of monday", Optional.empty()));

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).contains("/backups/daily/copy of monday");
    }

    @Test
    void another_tools_dump_that_nothing_dates_is_read_before_it_is_moved_away() {
        Backup gzip = new Backup(
                "daily",
                "a.sql.gz",
                Path.of("/dumps/a.sql.gz"),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.of("it was not read to its end yet"),
                Backup.Lack.PROOF);

        Finding finding = VerificationJudge.judge(
                Sets.foreign(Path.of("/dumps"), "*", ZoneOffset.UTC),
                List.of(gzip),
                Duration.ofDays(7),
                List.of(),
                NOON);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.remedy()).isEqualTo("pulse-db backup verify daily");
    }

    @Test
    void no_backup_at_all_is_critical() {
        assertThat(judge().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judge().measured()).isEqualTo("0 of 0 verified");
    }

    @Test
    void a_verification_ages_and_is_a_warning_from_the_promised_age_on() {
        assertThat(judge(readToItsEnd(NOON.plusSeconds(60).minus(Duration.ofDays(7))))
                        .severity())
                .isEqualTo(Severity.OK);

        Finding finding = judge(readToItsEnd(NOON.plusSeconds(59).minus(Duration.ofDays(7))));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("1 of 1 verified, 7d ago");
        assertThat(finding.target()).isEqualTo("the newest one, every 7d");
        assertThat(finding.remedy()).isEqualTo("pulse-db backup verify daily");
    }

    @Test
    void a_verification_from_the_future_says_nothing_of_its_age() {
        Duration skew = ClockSkew.ALLOWED;
        assertThat(judge(readToItsEnd(NOON.plusSeconds(60).plus(skew))).severity())
                .isEqualTo(Severity.OK);

        Finding finding = judge(readToItsEnd(NOON.plusSeconds(60).plus(skew).plusMillis(1)));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("1m from now: a clock was wrong");
    }

    private static Backup readToItsEnd(Instant time) {
        Backup backup = verified("old", NOON.minus(Duration.ofDays(30)));
        return new Backup(
                backup.set(),
                backup.id(),
                backup.path(),
                backup.snapshotTime(),
                backup.bytes(),
                backup.took(),
                backup.took(),
                Optional.of(time),
                backup.clockAhead(),
                backup.problem(),
                Backup.Lack.NOTHING);
    }

    @Test
    void the_newest_is_to_be_readable_by_one_of_those_whom_encrypt_to_names() {
        List<String> wanted = List.of("age1new", "age1kept");

        assertThat(judge(wanted, encrypted(How.READ, "age1old", "age1kept")).severity())
                .isEqualTo(Severity.OK);
        Finding rotated = judge(wanted, encrypted(How.READ, "age1old"));
        assertThat(rotated.severity()).isEqualTo(Severity.WARNING);
        assertThat(rotated.message())
                .isEqualTo("backup new can be read by no recipient that encrypt-to names now: it is encrypted to"
                        + " age1old");
        assertThat(rotated.remedy()).startsWith("pulse-db backup take daily");
        Finding plain = judge(wanted, verified("new", NOON));
        assertThat(plain.severity()).isEqualTo(Severity.WARNING);
        assertThat(plain.message()).isEqualTo("backup new is not encrypted, though encrypt-to is set");
        assertThat(judge(List.of(), encrypted(How.READ, "age1old")).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void one_that_was_proved_by_its_checksums_is_good_and_told_apart() {
        assertThat(judge(List.of(), encrypted(How.CHECKSUM, "age1old")).message())
                .isEqualTo("the newest backup is by its checksums what was read to its end when it was taken");
        Finding late = VerificationJudge.judge(
                Sets.daily(Path.of("/backups")),
                List.of(encrypted(How.CHECKSUM, "age1old")),
                Duration.ofDays(7),
                List.of(),
                NOON.plus(Duration.ofDays(8)));
        assertThat(late.severity()).isEqualTo(Severity.WARNING);
        assertThat(late.message()).startsWith("backup new was last proved by its checksums 8d ago");
    }

    private static Backup encrypted(How how, String... to) {
        Backup backup = verified("new", NOON);
        return new Backup(
                backup.set(),
                backup.id(),
                backup.path(),
                backup.snapshotTime(),
                backup.bytes(),
                backup.took(),
                backup.dumped(),
                Optional.of(NOON),
                backup.clockAhead(),
                backup.problem(),
                backup.lacks(),
                List.of(to),
                how);
    }

    private static Finding judge(Backup... backups) {
        return judge(List.of(), backups);
    }

    private static Finding judge(List<String> encryptTo, Backup... backups) {
        return VerificationJudge.judge(
                Sets.daily(Path.of("/backups")), List.of(backups), Duration.ofDays(7), encryptTo, NOON.plusSeconds(60));
    }
}
