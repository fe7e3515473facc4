package io.opsconductor.pulse.db.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.Stored;
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

    @Test
    void newer_ones_that_are_passed_over_are_named_with_the_reason() throws Exception {
        Instant now = Instant.now();
        Stored.backup(directory, "daily", "older", now.minus(Duration.ofDays(3)));
        Stored.backup(directory, "daily", "good", now.minus(Duration.ofDays(2)));
        Path bad = Stored.backup(directory, "daily", "bad", now.minus(Duration.ofDays(1)));
        Files.writeString(bad.resolve("database.dump"), "cut");
        Path before = Stored.backup(directory, "daily", "bad-before", now.minus(Duration.ofDays(4)));
        Files.writeString(before.resolve("database.dump"), "cut");

        Restorable found = restorables().find(Optional.empty(), Optional.empty());
        assertThat(found.backup().id()).isEqualTo("good");
        assertThat(found.passedOver()).containsExactly("bad: database.dump has 3 bytes instead of 5");
        assertThat(restorables().find(Optional.empty(), Optional.of("older")).passedOver())
                .isEmpty();
    }

    private Restorables restorables() {
        return BackupRoom.restorables(directory, BackupRoom.PROGRAMS, Optional.empty());
    }

    private String chosen() throws InterruptedException {
        return BackupRoom.restorables(directory, BackupRoom.PROGRAMS, Optional.empty())
                .find(Optional.empty(), Optional.empty())
                .backup()
                .id();
    }
}
