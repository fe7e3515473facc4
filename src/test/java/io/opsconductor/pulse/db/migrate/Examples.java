package io.opsconductor.pulse.db.migrate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;

/** Files and history rows for tests of what needs no database. */
final class Examples {
    static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private Examples() {}

    static MigrationVersion version(String text) {
        return MigrationVersion.parse(text).orElseThrow();
    }

    /** A file named {@code <label>_x.sql}. */
    static MigrationFile file(String label) {
        return file(label, "SELECT 1;");
    }

    static MigrationFile file(String label, String text) {
        return named(label + "_x.sql", text);
    }

    static MigrationFile named(String script, String text) {
        String label = script.substring(0, script.indexOf('_'));
        return MigrationFile.of(version(label), script, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The row that the history has of a file as it is. */
    static AppliedMigration applied(MigrationFile file) {
        return row(file, "SQL", file.checksum(), true);
    }

    static AppliedMigration row(MigrationFile file, String type, Integer checksum, boolean success) {
        OptionalInt known = checksum == null ? OptionalInt.empty() : OptionalInt.of(checksum);
        return new AppliedMigration(
                file.version().flyway(), file.description(), file.script(), type, known, AT, 7, success);
    }
}
