package io.opsconductor.pulse.db.migrate;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A row of the schema history.
 *
 * @param version as the history writes it, such as {@code 36.1}
 * @param script the file's name, or a description for a baseline
 * @param type Flyway's type: SQL, BASELINE, DELETE …; or SKIPPED
 * @param checksum absent where none was recorded
 * @param appliedAt when it was recorded
 * @param millis how long it took
 * @param success false when a file that cannot run in a transaction failed half-way
 */
record AppliedMigration(
        String version,
        String script,
        String type,
        OptionalInt checksum,
        Instant appliedAt,
        int millis,
        boolean success) {

    boolean isBaseline() {
        return type.equals("BASELINE");
    }

    /** The Python runner never ran this file; see {@link MigrationState#SKIPPED}. */
    boolean isSkipped() {
        return type.equals("SKIPPED");
    }

    /** Flyway's own repair took an earlier row of this version back. */
    boolean takesBack() {
        return type.equals("DELETE");
    }

    MigrationStatus against(MigrationFile file) {
        MigrationState state = MigrationState.APPLIED;
        if (!success) {
            state = MigrationState.FAILED;
        } else if (checksum.isPresent() && checksum.getAsInt() != file.checksum()) {
            state = MigrationState.CHANGED;
        }
        return new MigrationStatus(file.version().label(), file.script(), state, Optional.of(appliedAt), millis);
    }

    MigrationStatus withoutFile(MigrationVersion parsed) {
        MigrationState state = success ? MigrationState.MISSING : MigrationState.FAILED;
        return new MigrationStatus(parsed.label(), script, state, Optional.of(appliedAt), millis);
    }
}
