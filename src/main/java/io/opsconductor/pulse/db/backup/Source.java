package io.opsconductor.pulse.db.backup;

import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.ClientPrograms;

/**
 * The database of a backup, as it was just before its dump began.
 *
 * @param snapshotTime the database's own clock; never later than the dump's snapshot
 * @param serverVersion such as {@code 17.5}
 * @param timescale empty when the extension is not installed in this database
 * @param schemaVersion the newest applied migration, such as {@code 036a}; empty when none is recorded
 */
record Source(
        String database,
        Instant snapshotTime,
        String serverVersion,
        Optional<Timescale> timescale,
        Optional<String> schemaVersion) {

    /**
     * @param edition {@code timescale} for the community edition, {@code apache}, or {@code unknown} when the server does
     *     not tell
     */
    record Timescale(String version, String edition) {}

    /** What pg_dump has to match. */
    int serverMajor() {
        return ClientPrograms.major(serverVersion);
    }
}
