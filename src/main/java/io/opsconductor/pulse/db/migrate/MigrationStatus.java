package io.opsconductor.pulse.db.migrate;

import java.time.Instant;
import java.util.Optional;

/**
 * One migration and what became of it.
 *
 * @param version as in the file's name, such as {@code 036a}
 * @param script the file's name
 * @param appliedAt empty when it is not in the history
 * @param millis how long it took; 0 when it is not in the history
 */
public record MigrationStatus(
        String version, String script, MigrationState state, Optional<Instant> appliedAt, long millis) {}
