package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The result of reading a backup to its end once more.
 *
 * @param time when that was done
 * @param problem why the backup cannot be counted on; empty when it can
 * @param bytes what its files take up
 * @param took how long it was read
 */
public record Verification(Instant time, Optional<String> problem, long bytes, Duration took) {
    public boolean verified() {
        return problem.isEmpty();
    }
}
