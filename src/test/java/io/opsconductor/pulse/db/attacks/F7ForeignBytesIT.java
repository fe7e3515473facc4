package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F7: what all databases of a server share holds bytes of another one's encoding, which any login writes for itself in a database of
 * that encoding: in every other one {@code migrate} and {@code check} ended with an error that named no role.
 */
@ProgramTest
class F7ForeignBytesIT {
    private static final String BYTES = "is in bytes that are no text in the encoding of this database";

    @TempDir
    Path folder;

    private PostgresServer server;
    private TestDatabase database;

    @BeforeEach
    void begin() throws Exception {
        server = DevelopmentDatabases.shared().server().newServer();
        database = server.createDatabase();
        database.execute(
                "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
                "CREATE ROLE mallory LOGIN");
        Files.writeString(folder.resolve("001_a.sql"), "CREATE TABLE public.a (n int);\n");
    }

    @AfterEach
    void end() {
        database.close();
        server.close();
    }

    @Test
    void the_path_of_a_role_that_is_not_trusted_stops_nothing_and_is_told_with_its_cure() throws SQLException {
        inLatin("SET SESSION AUTHORIZATION mallory", "ALTER ROLE mallory SET search_path = 'é'");

        Said.by(run("migrate")).exit(0);
        String told = run("check", "schema").out();
        assertThat(told)
                .containsPattern("(?m)^WARNING +schema\\.search-path +mallory ")
                .contains("the search_path of role mallory " + BYTES)
                .doesNotContain("UNKNOWN");

        database.execute(remedy(told, "ALTER ROLE \"mallory\" RESET"));
        Said.by(run("check", "schema")).nowhere(BYTES, "could not look");
    }

    @Test
    void a_role_that_cannot_log_in_here_causes_no_finding() throws SQLException {
        inLatin("ALTER ROLE mallory SET search_path = 'é'");
        database.execute("REVOKE CONNECT ON DATABASE " + database.name() + " FROM PUBLIC");

        Said.by(run("check", "schema")).nowhere("mallory", "could not look");
    }

    @Test
    void a_path_of_all_roles_keeps_files_from_running_until_it_is_reset() throws SQLException {
        inLatin("ALTER DATABASE " + database.name() + " SET search_path = 'é', public");

        Said.by(run("migrate")).failed(2, "the search_path of role " + server.superuser() + " " + BYTES);
        Said check = Said.by(run("check", "schema")).exit(3);
        check.out("the search_path of all roles " + BYTES).nowhere("could not look");

        database.execute(remedy(run("check", "schema").out(), "ALTER ROLE ALL RESET"));
        Said.by(run("migrate")).exit(0);
    }

    @Test
    void a_role_whose_name_cannot_be_read_is_told_by_its_oid_wherever_it_holds_something() throws SQLException {
        inLatin("CREATE ROLE \"é\" LOGIN", "ALTER ROLE \"é\" SET search_path = public");
        String role = HostileOwner.one(database, "SELECT max(oid)::text FROM pg_roles");
        database.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE rows (tenant_id int)",
                "ALTER TABLE rows ENABLE ROW LEVEL SECURITY",
                """
                DO $$
                DECLARE him text := quote_ident((SELECT rolname FROM pg_roles ORDER BY oid DESC LIMIT 1));
                BEGIN
                    EXECUTE 'CREATE SCHEMA theirs AUTHORIZATION ' || him;
                    EXECUTE 'GRANT ALL ON rows TO ' || him;
                    EXECUTE 'GRANT CREATE ON SCHEMA public TO ' || him;
                    EXECUTE 'GRANT CREATE ON DATABASE ' || current_database() || ' TO ' || him;
                    EXECUTE 'CREATE POLICY theirs ON rows TO ' || him || ' USING (true)';
                    EXECUTE 'ALTER ROLE ' || him || ' BYPASSRLS';
                    CREATE FUNCTION public.now(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    EXECUTE 'ALTER FUNCTION public.now(int) OWNER TO ' || him;
                END $$""");

        Said check = Said.by(run("check", "--all")).exit(3);
        check.out("the search_path of the role with the oid " + role + " " + BYTES)
                .nowhere("could not look", "invalid byte sequence");
        Said.by(run("migrate")).exit(2).nowhere("invalid byte sequence", "22021");

        database.execute(remedy(run("check", "schema").out(), "DO $$ BEGIN"));
        Said.by(run("check", "schema")).nowhere("oid " + role);
    }

    private static String remedy(String out, String begin) {
        Matcher line = Pattern.compile("-> (" + Pattern.quote(begin) + ".*;)").matcher(out);
        assertThat(line.find()).as(out).isTrue();
        return line.group(1);
    }

    private void inLatin(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("latin"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private PulseDbProgram.Outcome run(String... command) {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString())
                .run(command);
    }
}
