package io.opsconductor.pulse.db.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;

/** How often backups are taken, for features that know nothing else of them. */
public interface BackupInterval {
    /**
     * The longest time from one backup of a database to the next, of the set that is taken most often.
     *
     * @return empty when no set has a schedule or an objective
     */
    Optional<Duration> longestGap(Database database, Instant now);
}
