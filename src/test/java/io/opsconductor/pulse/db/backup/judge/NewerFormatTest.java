package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set in which a newer pulse-db has taken a backup, after an older one by this one. */
class NewerFormatTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path directory;

    @BeforeEach
    void one_by_a_newer_program() throws IOException {
        newer("20260131T110000Z");
    }

    private void newer(String id) throws IOException {
        Path taken = Stored.backup(directory, "daily", id, NOW.minusSeconds(3600));
        Files.writeString(taken.resolve("manifest.json"), "{\"format\": 99}");
    }

    private Map<String, Severity> judged() {
        return BackupCheckTest.findings(directory).stream()
                .collect(java.util.stream.Collectors.toMap(Finding::check, Finding::severity));
    }

    @Test
    void alone_it_makes_unknown_what_would_be_critical() {
        assertThat(judged())
                .containsEntry("backup.recovery-point", Severity.UNKNOWN)
                .containsEntry("backup.verified", Severity.UNKNOWN)
                .containsEntry("backup.copies", Severity.UNKNOWN);
        assertThat(BackupCheckTest.findings(directory))
                .filteredOn(finding -> finding.severity() == Severity.UNKNOWN)
                .allSatisfy(finding -> assertThat(finding.remedy()).contains("newer"));
        assertThat(BackupSamples.found(
                        Sets.daily(directory),
                        BackupStore.list(Sets.daily(directory)),
                        java.util.Optional.empty(),
                        NOW))
                .anySatisfy(sample ->
                        assertThat(sample.toString()).contains("unverified").contains("1"));
    }

    @Test
    void it_does_not_hide_that_a_newer_verified_one_is_too_old() throws IOException {
        Stored.backup(directory, "daily", "20260131T113000Z", NOW.minusSeconds(1800));
        assertThat(judged())
                .containsEntry("backup.recovery-point", Severity.OK)
                .containsEntry("backup.verified", Severity.OK)
                .containsEntry("backup.copies", Severity.UNKNOWN);
    }

    @Test
    void one_that_is_older_than_the_newest_verified_one_makes_no_recovery_point_unknown() throws IOException {
        Path taken = directory.resolve("daily/20260131T110000Z");
        Files.move(taken, directory.resolve("daily/20250101T000000Z"));
        Instant old = Instant.parse("2025-01-02T00:00:00Z");
        Stored.backup(directory, "daily", "20250102T000000Z", old);
        assertThat(judged()).containsEntry("backup.recovery-point", Severity.CRITICAL);
    }
}
