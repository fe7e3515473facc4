package io.opsconductor.pulse.db.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.BackupInterval;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** By the sets' schedules; of a set that another tool schedules, by its recovery point objective. */
@ApplicationScoped
public class ConfiguredBackupInterval implements BackupInterval {
    private final BackupSets sets;

    public ConfiguredBackupInterval(BackupSets sets) {
        this.sets = sets;
    }

    @Override
    public Optional<Duration> longestGap(Database database, Instant now) {
        return sets.of(database).stream()
                .flatMap(target -> gap(target, now).stream())
                .min(Comparator.naturalOrder());
    }

    private static Optional<Duration> gap(BackupTarget target, Instant now) {
        return target.schedule().flatMap(schedule -> schedule.longestGap(now)).or(target::rpo);
    }
}
