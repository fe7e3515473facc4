package io.opsconductor.pulse.db.backup.set;

import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.doubtful;
import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.sized;
import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.verified;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.judge.CopiesJudge;
import io.opsconductor.pulse.db.backup.judge.SizeJudge;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class CopiesAndSizeTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final BackupTarget DAILY = Sets.daily(Path.of("/backups"));

    @Test
    void as_many_verified_backups_as_there_must_be_are_good() {
        assertThat(copies(verified("a", NOON), verified("b", NOON.minusSeconds(1)))
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void one_too_few_is_a_warning_and_none_is_critical() {
        assertThat(copies(verified("a", NOON)).severity()).isEqualTo(Severity.WARNING);
        assertThat(copies(verified("a", NOON)).measured()).isEqualTo("1");
        assertThat(copies(doubtful("a", Optional.of(NOON))).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(copies().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_copy_of_a_backup_and_a_bad_one_do_not_count() {
        Finding finding = copies(
                verified("a", NOON), verified("copy of a", NOON), doubtful("c", Optional.of(NOON.minusSeconds(1))));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("1");
    }

    @Test
    void half_the_usual_size_is_good_and_a_byte_less_is_a_warning() {
        assertThat(size(500, 1000, 1000, 1000).severity()).isEqualTo(Severity.OK);

        Finding finding = size(499, 1000, 1000, 1000);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("499 bytes");
        assertThat(finding.target()).isEqualTo("at least 500 bytes");
        assertThat(finding.message())
                .isEqualTo("backup 0 is 50 % smaller than usual (1000 bytes): something may have been deleted");
        assertThat(finding.remedy()).contains("/backups/daily/1");
    }

    @Test
    void one_odd_size_among_the_older_ones_does_not_make_the_usual() {
        assertThat(size(1000, 9_000_000, 1000, 1000).severity()).isEqualTo(Severity.OK);
        assertThat(size(10, 9, 1000, 1000, 1000).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void only_the_last_seven_before_it_are_compared_with() {
        assertThat(size(100, 100, 100, 100, 100, 100, 100, 100, 9000, 9000, 9000, 9000, 9000, 9000, 9000, 9000)
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void with_fewer_than_two_to_compare_nothing_is_usual() {
        assertThat(size().severity()).isEqualTo(Severity.OK);
        assertThat(size(1, 1000).severity()).isEqualTo(Severity.OK);
        assertThat(size(1, 1000, 1000).severity()).isEqualTo(Severity.WARNING);
    }

    private static Finding copies(Backup... backups) {
        return CopiesJudge.judge(DAILY, List.of(backups));
    }

    /** The newest first. */
    private static Finding size(long... bytes) {
        List<Backup> backups = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            backups.add(0, sized(Integer.toString(i), NOON.minusSeconds(i), bytes[i]));
        }
        return SizeJudge.judge(DAILY, backups);
    }
}
