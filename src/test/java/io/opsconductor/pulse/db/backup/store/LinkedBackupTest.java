package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.set.Backup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write into the directory of one set leads nothing of ours to another's backups. */
class LinkedBackupTest {
    private static final Instant TAKEN = Instant.parse("2026-01-31T02:17:00Z");

    @Test
    void a_link_to_what_is_no_backup_of_this_set_is_none(@TempDir Path ours, @TempDir Path others) throws IOException {
        Stored.backup(ours, "daily", "20260131T021700Z", TAKEN);
        Path theirs = Stored.backup(others, "weekly", "20260130T021700Z", TAKEN.minusSeconds(86_400));
        Path moved = Stored.backup(others, "daily", "20260129T021700Z", TAKEN.minusSeconds(172_800));
        Files.createSymbolicLink(ours.resolve("daily/20260130T021700Z"), theirs);
        Files.createSymbolicLink(ours.resolve("daily/20260129T021700Z"), moved);
        Files.createSymbolicLink(ours.resolve("daily/20260128T021700Z"), others);
        Files.createSymbolicLink(ours.resolve("daily/nowhere"), ours.resolve("gone"));

        assertThat(BackupStore.list(Sets.daily(ours)))
                .extracting(Backup::id)
                .containsExactlyInAnyOrder("20260131T021700Z", "20260129T021700Z");
    }
}
