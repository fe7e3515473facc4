package io.opsconductor.pulse.db.backup.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class FileChangesTest {
    private static final Instant READ = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void any_other_time_than_the_recorded_one_is_a_change() {
        assertThat(FileChanges.since(Optional.of(READ), Optional.of(READ), READ))
                .isFalse();
        assertThat(FileChanges.since(Optional.of(READ.plusNanos(1)), Optional.of(READ), READ))
                .isTrue();
        assertThat(FileChanges.since(Optional.of(READ.minusNanos(1)), Optional.of(READ), READ))
                .isTrue();
    }

    @Test
    void without_a_recorded_time_a_change_five_minutes_after_the_reading_counts() {
        Instant last = READ.plus(Duration.ofMinutes(5));
        assertThat(FileChanges.since(Optional.of(last), Optional.empty(), READ)).isFalse();
        assertThat(FileChanges.since(Optional.of(last.plusNanos(1)), Optional.empty(), READ))
                .isTrue();
    }

    @Test
    void where_the_file_system_does_not_tell_nothing_is_known_to_have_changed() {
        assertThat(FileChanges.since(Optional.empty(), Optional.of(READ), READ)).isFalse();
    }
}
