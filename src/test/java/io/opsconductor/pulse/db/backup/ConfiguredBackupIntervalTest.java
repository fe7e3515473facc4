package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;

class ConfiguredBackupIntervalTest {
    private static final Database DATABASE = new Database(DatabaseUrl.parse("postgresql://localhost/plant"));
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Optional<Duration> gap(Map<String, BackupSettings.BackupSet> sets) {
        return new ConfiguredBackupInterval(Sets.of(sets)).longestGap(DATABASE, NOW);
    }

    private static BackupSettings.BackupSet promising(Duration rpo) {
        return new Sets.Configured(true, Optional.empty(), Optional.ofNullable(rpo), Optional.empty());
    }

    @Test
    void without_a_schedule_the_recovery_point_objective_tells_and_the_shortest_counts() {
        assertThat(gap(Map.of("daily", promising(Duration.ofDays(1)), "hourly", promising(Duration.ofHours(1)))))
                .contains(Duration.ofHours(1));
    }

    @Test
    void nobody_said_how_often() {
        assertThat(gap(Map.of("daily", promising(null)))).isEmpty();
        assertThat(gap(Map.of())).isEmpty();
    }
}
