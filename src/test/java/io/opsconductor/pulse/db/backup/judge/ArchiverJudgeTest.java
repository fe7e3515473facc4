package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class ArchiverJudgeTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final long MEGABYTE = 1 << 20;

    @Test
    void a_segment_archived_just_within_the_promise_is_good_and_a_moment_earlier_is_not() {
        assertThat(judge(archived(Duration.ofMinutes(15), MEGABYTE)).severity()).isEqualTo(Severity.OK);

        Finding finding = judge(archived(Duration.ofMinutes(15).plusMillis(1), MEGABYTE));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message())
                .isEqualTo("segment 000000010000000000000002 was archived 15m ago, and 1.0 MB of log are not archived:"
                        + " what was written since would be lost");
    }

    @Test
    void where_nothing_is_written_nothing_is_lost() {
        assertThat(judge(archived(Duration.ofDays(3), 40)).severity()).isEqualTo(Severity.OK);
        assertThat(judge(archived(Duration.ofDays(3), 41)).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void an_archive_that_is_off_never_filled_or_not_to_be_seen_is_never_good() {
        assertThat(judge(archiver(false, false, Optional.empty(), Optional.empty(), Optional.empty()))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(judge(archiver(true, false, Optional.empty(), Optional.empty(), Optional.empty()))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(judge(archiver(true, true, Optional.of(NOW), Optional.empty(), Optional.empty()))
                        .severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void archiving_that_fails_is_told_before_the_promise_breaks() {
        Finding finding = judge(archiver(
                true,
                false,
                Optional.of(NOW.minusSeconds(60)),
                Optional.of(NOW.minusSeconds(1)),
                Optional.of(Duration.ofMinutes(1))));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .isEqualTo("archiving fails: segment 000000010000000000000002 was archived 1m ago;"
                        + " the last attempt failed (7 failures so far)");
    }

    @Test
    void a_failure_that_was_made_good_is_none() {
        assertThat(judge(archiver(
                                true,
                                false,
                                Optional.of(NOW.minusSeconds(1)),
                                Optional.of(NOW.minusSeconds(60)),
                                Optional.of(Duration.ofMinutes(1))))
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void a_segment_that_may_never_fill_is_a_warning_with_the_statement_that_cures_it() {
        Finding finding =
                judge(archiver(true, false, Optional.of(NOW), Optional.empty(), Optional.of(Duration.ofMinutes(16))));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.remedy()).startsWith("ALTER SYSTEM SET archive_timeout = '450s'");
        assertThat(judge(archiver(true, false, Optional.of(NOW), Optional.empty(), Optional.empty()))
                        .message())
                .contains("archived never");
    }

    @Test
    void a_set_without_an_objective_is_a_finding() {
        BackupTarget undecided = Sets.promised("wal", Optional.empty(), Optional.empty());
        assertThat(ArchiverJudge.judge(undecided, archived(Duration.ZERO, 40)).severity())
                .isEqualTo(Severity.WARNING);
    }

    private static Archiver archived(Duration ago, long bytesSince) {
        return new Archiver(
                NOW,
                true,
                false,
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(NOW.minus(ago)),
                Optional.of("000000010000000000000002"),
                Optional.empty(),
                0,
                OptionalLong.of(bytesSince));
    }

    private static Archiver archiver(
            boolean archiving,
            boolean standby,
            Optional<Instant> archived,
            Optional<Instant> failed,
            Optional<Duration> timeout) {
        return new Archiver(
                NOW,
                archiving,
                standby,
                timeout,
                archived,
                archived.map(time -> "000000010000000000000002"),
                failed,
                7,
                OptionalLong.empty());
    }

    private static Finding judge(Archiver archiver) {
        return ArchiverJudge.judge(
                Sets.promised("wal", Optional.of(Duration.ofMinutes(15)), Optional.empty()), archiver);
    }
}
