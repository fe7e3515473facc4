package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file writes the rows that {@code psql -f} writes, whatever is set for role, database and server. */
class PsqlSettingsIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    private static final String FILE = """
            CREATE TABLE written (n int GENERATED ALWAYS AS IDENTITY, value text);
            INSERT INTO written (value) VALUES
                (('2026-03-29 02:30'::timestamptz AT TIME ZONE 'UTC')::text),
                ('2026-10-25 12:00+00'::timestamptz::text),
                ('01-02-03'::date - date '2001-01-01'),
                (date '2026-03-04'::text),
                (interval '1 year 2 days 03:04:05'::text),
                (1.1::float8::text), ((1::float4 / 3)::text), (0.1::float8 + 0.2::float8),
                ('a\\nb'),
                (current_setting('client_encoding')),
                (current_schema()),
                (current_setting('work_mem')), (current_setting('bytea_output')), ('\\x41'::bytea::text),
                (current_setting('default_transaction_isolation')), (current_setting('transaction_isolation')),
                (current_setting('default_tablespace')), (current_setting('synchronize_seqscans'));
            INSERT INTO written (value)
            SELECT name || '=' || setting FROM pg_settings
            WHERE name IN ('TimeZone', 'DateStyle', 'IntervalStyle', 'search_path', 'standard_conforming_strings',
                           'extra_float_digits', 'escape_string_warning', 'check_function_bodies', 'row_security')
            ORDER BY name;
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER DATABASE %1$s SET timezone = 'America/New_York'",
                "ALTER ROLE %2$s SET timezone = 'Asia/Kolkata'",
                "ALTER ROLE %2$s IN DATABASE %1$s SET timezone = 'Australia/Lord_Howe'",
                "ALTER DATABASE %1$s SET datestyle = 'SQL, DMY'",
                "ALTER DATABASE %1$s SET datestyle = 'German'",
                "ALTER ROLE %2$s SET datestyle = 'Postgres, MDY'",
                "ALTER DATABASE %1$s SET datestyle = 'ISO, YMD'",
                "ALTER DATABASE %1$s SET intervalstyle = 'iso_8601'",
                "ALTER ROLE %2$s SET search_path = app, public",
                "ALTER DATABASE %1$s SET standard_conforming_strings = off",
                "ALTER ROLE %2$s SET extra_float_digits = -6",
                "ALTER DATABASE %1$s SET extra_float_digits = 0",
                "ALTER ROLE %2$s SET client_encoding = 'LATIN1'",
                "ALTER ROLE %2$s SET work_mem = '7MB'",
                "ALTER DATABASE %1$s SET bytea_output = 'escape'",
                "ALTER DATABASE %1$s SET default_transaction_isolation = 'serializable'"
            })
    void rows_are_those_that_psql_writes(String setting) throws Exception {
        assertThat(byMigrate(setting)).isEqualTo(byPsql(setting)).hasSizeGreaterThan(20);
    }

    @Test
    void rows_are_those_that_psql_writes_on_a_server_with_settings_of_its_own() throws Exception {
        try (PostgresServer server = SERVER.newServer()) {
            Files.writeString(
                    server.dataDirectory().resolve("postgresql.auto.conf"),
                    "timezone = 'Europe/Berlin'\ndatestyle = 'SQL, DMY'\nintervalstyle = 'sql_standard'\n");
            server.restart();
            assertThat(byMigrate(server, "SELECT 1"))
                    .isEqualTo(byPsql(server, "SELECT 1"))
                    .contains("TimeZone=Europe/Berlin", "DateStyle=SQL, DMY");
        }
    }

    private List<String> byMigrate(String setting) throws Exception {
        return byMigrate(SERVER, setting);
    }

    private List<String> byMigrate(PostgresServer server, String setting) throws Exception {
        try (Own own = new Own(server, setting)) {
            new TestRun(own.database, folder)
                    .through(own.url())
                    .file("001_written.sql", FILE)
                    .migrate();
            return own.rows();
        }
    }

    private List<String> byPsql(String setting) throws Exception {
        return byPsql(SERVER, setting);
    }

    private List<String> byPsql(PostgresServer server, String setting) throws Exception {
        try (Own own = new Own(server, setting)) {
            Path script = Files.writeString(folder.resolve("001_written.sql"), FILE);
            ProcessBuilder psql = new ProcessBuilder(
                            server.binDirectory().resolve("psql").toString(),
                            "-Xq",
                            "-v",
                            "ON_ERROR_STOP=1",
                            "-f",
                            script.toString(),
                            own.url())
                    .inheritIO();
            psql.environment().keySet().removeIf(name -> name.startsWith("PG"));
            psql.environment().put("PGCLIENTENCODING", "UTF8");
            assertThat(psql.start().waitFor()).isZero();
            return own.rows();
        }
    }

    /** A database with a role of its own and the setting made. */
    private static final class Own implements AutoCloseable {
        private final PostgresServer server;
        private final TestDatabase database;
        private final String role;

        Own(PostgresServer server, String setting) throws SQLException {
            this.server = server;
            database = server.createDatabase();
            role = database.name() + "_migrator";
            database.execute(
                    "CREATE ROLE " + role + " SUPERUSER LOGIN PASSWORD 'geheim'",
                    "CREATE SCHEMA app",
                    setting.formatted(database.name(), role));
        }

        String url() {
            return "postgresql://" + role + ":geheim@127.0.0.1:" + server.port() + "/" + database.name();
        }

        List<String> rows() {
            return Rows.of(database, "SELECT value FROM " + table() + " ORDER BY n");
        }

        private String table() {
            return Rows.of(database, "SELECT schemaname || '.written' FROM pg_tables WHERE tablename = 'written'")
                    .get(0);
        }

        @Override
        public void close() throws SQLException, IOException {
            database.execute("REASSIGN OWNED BY " + role + " TO CURRENT_USER", "DROP OWNED BY " + role);
            database.execute("DROP ROLE " + role);
            database.close();
        }
    }
}
