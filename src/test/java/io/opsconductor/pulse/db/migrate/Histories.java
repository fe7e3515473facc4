package io.opsconductor.pulse.db.migrate;

import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.TestDatabase;

/** Histories as other runners leave them. */
public final class Histories {
    private Histories() {}

    /** A row as Flyway writes it for a file {@code V<version>__<description>.sql}. */
    public static void flyway(TestDatabase database, String version, String description, int checksum)
            throws SQLException {
        database.execute(
                "CREATE TABLE IF NOT EXISTS flyway_schema_history (installed_rank int PRIMARY KEY,"
                        + " version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL,"
                        + " script varchar(1000) NOT NULL, checksum int, installed_by varchar(100) NOT NULL,"
                        + " installed_on timestamp NOT NULL DEFAULT now(), execution_time int NOT NULL,"
                        + " success boolean NOT NULL)",
                "INSERT INTO flyway_schema_history SELECT count(*) + 1, '" + version + "', '" + description
                        + "', 'SQL', 'V" + version + "__" + description.replace(' ', '_') + ".sql', " + checksum
                        + ", 'old', now(), 3, true FROM flyway_schema_history");
    }

    /** The Python runner's table with a row for each of these files. */
    public static void python(TestDatabase database, String... scripts) throws SQLException {
        database.execute("CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text,"
                + " applied_at timestamptz DEFAULT now())");
        for (String script : scripts) {
            database.execute("SET timezone = 'UTC'; INSERT INTO schema_migrations VALUES ('" + script.substring(0, 3)
                    + "', '" + script + "', '2024-05-01 12:00+00')");
        }
    }
}
