package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backup is restored when none was named. */
class RestorablesTest {
    @TempDir
    Path directory;

    @Test
    void the_newest_verified_one_and_one_from_the_future_only_where_there_is_no_other() throws Exception {
        Instant now = Instant.now();
        Stored.backup(directory, "daily", "future", now.plus(Duration.ofDays(300)));
        assertThat(chosen()).isEqualTo("future");

        Stored.backup(directory, "daily", "older", now.minus(Duration.ofDays(2)));
        Stored.backup(directory, "daily", "newest", now.minus(Duration.ofDays(1)));
        assertThat(chosen()).isEqualTo("newest");
    }

    private String chosen() throws InterruptedException {
        return BackupRoom.restorables(directory, BackupRoom.PROGRAMS, Optional.empty())
                .find(Optional.empty(), Optional.empty())
                .backup()
                .id();
    }
}
