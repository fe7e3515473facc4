package io.opsconductor.pulse.db.migrate.status;

import java.time.Instant;
import java.util.Optional;

/**
 * One migration and what became of it.
 *
 * @param version as in the file's name, such as {@code 036a}
 * @param script the file's name
 * @param appliedAt empty when it is not in the history
 * @param millis how long it took; 0 when it is not in the history
 * @param outOfOrder true for a pending file below the newest applied version
 * @param recordedAs the script's name in the history, where another tool recorded it under a name of its own
 * @param note what else there is to know; empty for nothing
 */
public record MigrationStatus(
        String version,
        String script,
        MigrationState state,
        Optional<Instant> appliedAt,
        long millis,
        boolean outOfOrder,
        Optional<String> recordedAs,
        String note) {

    public MigrationStatus(
            String version, String script, MigrationState state, Optional<Instant> appliedAt, long millis) {
        this(version, script, state, appliedAt, millis, false, Optional.empty(), "");
    }

    public MigrationStatus noting(String text) {
        return new MigrationStatus(version, script, state, appliedAt, millis, outOfOrder, recordedAs, text);
    }

    public MigrationStatus belowNewest() {
        return new MigrationStatus(version, script, state, appliedAt, millis, true, recordedAs, note);
    }

    public MigrationStatus recordedAs(String other) {
        return new MigrationStatus(
                version,
                script,
                state,
                appliedAt,
                millis,
                outOfOrder,
                Optional.of(other),
                "in the history as " + other);
    }
}
