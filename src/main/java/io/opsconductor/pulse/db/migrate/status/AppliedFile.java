package io.opsconductor.pulse.db.migrate.status;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;

/**
 * A file of a run.
 *
 * @param version as in its name, such as {@code 036a}
 * @param script its name
 * @param millis how long it took; 0 for a file not applied yet
 */
public record AppliedFile(String version, String script, long millis) {
    public static AppliedFile pending(MigrationFile file) {
        return new AppliedFile(file.label(), file.script(), 0);
    }
}
