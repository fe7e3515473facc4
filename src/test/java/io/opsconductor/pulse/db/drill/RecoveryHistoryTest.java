package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.set.Backup;
import org.junit.jupiter.api.Test;

class RecoveryHistoryTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TOOK = Duration.ofHours(1);

    @Test
    void what_would_have_been_lost_grows_until_the_next_backup_is_complete() {
        assertThat(history(backup(DAY.multipliedBy(3), true), backup(DAY, true), backup(DAY.multipliedBy(2), false))
                        .gaps(NOW))
                .containsExactly(
                        new RecoveryHistory.Gap(
                                before(3), before(3).plus(TOOK), before(1).plus(TOOK)),
                        new RecoveryHistory.Gap(before(1), before(1).plus(TOOK), NOW));
    }

    @Test
    void without_a_verified_backup_there_is_nothing_to_tell() {
        assertThat(history().gaps(NOW)).isEmpty();
        assertThat(history(backup(DAY, false)).gaps(NOW)).isEmpty();
    }

    @Test
    void a_backup_that_is_not_complete_yet_or_from_the_future_does_not_count() {
        assertThat(history(backup(Duration.ofMinutes(59), true), backup(DAY.negated(), true))
                        .gaps(NOW))
                .isEmpty();
        assertThat(history(backup(TOOK.plusMillis(1), true)).gaps(NOW)).hasSize(1);
    }

    @Test
    void the_objective_is_broken_a_moment_after_it() {
        RecoveryHistory.Gap gap = history(backup(DAY, true)).gaps(NOW).get(0);

        assertThat(gap.longest()).isEqualTo(DAY);
        assertThat(gap.brokenFrom(DAY)).isEmpty();
        assertThat(gap.brokenFrom(DAY.minusMillis(1))).contains(NOW.minusMillis(1));
        assertThat(gap.brokenFrom(Duration.ofMinutes(1)))
                .as("the backup before it is not looked at")
                .contains(gap.from());
    }

    private static Instant before(int days) {
        return NOW.minus(DAY.multipliedBy(days));
    }

    private static RecoveryHistory history(Backup... backups) {
        return new RecoveryHistory(
                "daily",
                Optional.empty(),
                Optional.empty(),
                Stream.of(backups).toList(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Backup backup(Duration age, boolean verified) {
        return new Backup(
                "daily",
                age.toString(),
                Path.of("/backups").resolve(age.toString()),
                Optional.of(NOW.minus(age)),
                1,
                Optional.of(TOOK),
                Optional.of(TOOK),
                Optional.empty(),
                Duration.ZERO,
                verified ? Optional.empty() : Optional.of("cut off"),
                Backup.Lack.NOTHING);
    }
}
