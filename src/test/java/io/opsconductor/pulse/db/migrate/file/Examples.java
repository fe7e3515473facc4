package io.opsconductor.pulse.db.migrate.file;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.migrate.plan.AppliedMigration;

/** Files and history rows for tests of what needs no database. */
public final class Examples {
    public static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private Examples() {}

    public static MigrationVersion version(String text) {
        return MigrationVersion.parse(text).orElseThrow();
    }

    /** A file named {@code <label>_x.sql}. */
    public static MigrationFile file(String label) {
        return file(label, "SELECT 1;");
    }

    public static MigrationFile file(String label, String text) {
        return named(label + "_x.sql", text);
    }

    static MigrationFile named(String script, String text) {
        String label = script.substring(0, script.indexOf('_'));
        return MigrationFile.of(version(label), script, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The row that the history has of a file as it is. */
    public static AppliedMigration applied(MigrationFile file) {
        return row(file, "SQL", file.checksum(), true);
    }

    public static AppliedMigration row(MigrationFile file, String type, Integer checksum, boolean success) {
        OptionalInt known = checksum == null ? OptionalInt.empty() : OptionalInt.of(checksum);
        return new AppliedMigration(
                file.version().flyway(), file.description(), file.script(), type, known, AT, 7, success);
    }
}
