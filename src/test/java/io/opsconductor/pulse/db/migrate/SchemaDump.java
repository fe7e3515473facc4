package io.opsconductor.pulse.db.migrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;

/** All that a run leaves behind, in a form in which two databases can be compared. */
public final class SchemaDump {
    private SchemaDump() {}

    /** pg_dump's own account of the schema, then every row of the history and of the tables given. */
    public static List<String> of(TestDatabase database, String... tables) {
        List<String> lines = new ArrayList<>(schema(database));
        lines.addAll(Rows.of(
                database,
                "SELECT concat_ws(' ', version, description, type, script, checksum, success)"
                        + " FROM flyway_schema_history ORDER BY installed_rank"));
        if (Rows.exists(database, "schema_migrations")) {
            lines.addAll(Rows.runner(database));
        }
        lines.addAll(Rows.of(
                database,
                "SELECT DISTINCT concat_ws(' ', version, script, checksum, digest) FROM pulse_migration_log"
                        + " WHERE event = 'applied' ORDER BY 1"));
        for (String table : tables) {
            lines.addAll(Rows.of(database, "SELECT t::text FROM " + table + " t ORDER BY 1"));
        }
        return lines;
    }

    /** @param options more for pg_dump */
    public static List<String> schema(TestDatabase database, String... options) {
        List<String> command = new ArrayList<>(List.of(
                DevelopmentDatabases.shared().clientTools().resolve("pg_dump").toString(),
                "--schema-only",
                "--dbname=" + database.url()));
        command.addAll(List.of(options));
        try {
            Process dump = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String text = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (dump.waitFor() != 0) {
                throw new IllegalStateException("pg_dump: exit " + dump.exitValue());
            }
            // Since 17.6 a dump begins and ends with a random word of its own.
            return text.lines()
                    .filter(line -> !line.matches("\\\\(un)?restrict .*"))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
