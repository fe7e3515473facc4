package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever pastes into psql, as a superuser, what the program prints as SQL, and looks again, does not find the fault again;
 * names of tables, schemas and roles that others chose change nothing about that. Those of TimescaleDB have tests of their own.
 */
@ProgramTest
class PastedRemediesIT {
    private static final String ODD = "O'dd \"role\"; --";
    private static final String ROLE = "\"O'dd \"\"role\"\"; --\"";

    /** A function that is called, and what may stand before it: another name and a dot. */
    private static final Pattern UNQUALIFIED = Pattern.compile("(?:SELECT|CALL|=>|,|\\()\\s*[a-z_]+\\(");

    private static PostgresServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = DevelopmentDatabases.shared().server().newServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_fault_of_rights_paths_indexes_and_locks_goes_by_the_statements_that_are_printed() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            faults(database);
            try (Connection stranger = stranger(database);
                    Statement locks = stranger.createStatement()) {
                hold(locks);
                List<JsonNode> found = pastable(check(database));
                assertThat(found)
                        .extracting(finding -> finding.path("check").asText() + " "
                                + finding.path("subject").asText() + ": "
                                + finding.path("measured").asText())
                        .containsExactlyInAnyOrder(
                                "backup.lock daily: held by role " + ODD,
                                "schema.lock " + database.name() + ": held by role " + ODD,
                                "schema.index public.\"Once; --\": invalid",
                                "schema.isolation Odd \"schema\".open; --: no row security",
                                "schema.isolation past: view past row security",
                                "schema.isolation public.every_row(): SECURITY DEFINER",
                                "schema.isolation Past; --: BYPASSRLS",
                                "schema.isolation parted: 1 open chunk",
                                "schema.isolation " + database.name() + ": TRIGGER for " + ODD + " on 1 tables",
                                "schema.isolation " + database.name() + ": TRUNCATE for " + ODD + " on 1 tables",
                                "schema.search-path public: CREATE for " + ODD,
                                "schema.search-path Odd \"schema\": owned by " + ODD,
                                "schema.search-path " + database.name() + ": CREATE for " + ODD,
                                "schema.search-path \"Odd \"\"schema\"\"\".attached() of role " + ODD
                                        + ": attached to 1 object");
                database.execute("DELETE FROM twice");
                for (JsonNode finding : found) {
                    paste(database, finding.path("remedy").asText());
                }
            }
            assertThat(pastable(check(database))).isEmpty();
        }
    }

    @Test
    void the_other_way_that_is_printed_helps_as_well() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE ROLE maker LOGIN", "GRANT CREATE ON DATABASE " + database.name() + " TO maker");
            List<JsonNode> found = pastable(check(database));
            assertThat(found).singleElement();
            JsonNode other = found.get(0).path("otherRemedies").path(0);
            assertThat(other.path("remedyKind").asText()).isEqualTo("sql");
            paste(database, other.path("remedy").asText());
            assertThat(pastable(check(database))).isEmpty();
            database.execute("ALTER ROLE postgres RESET search_path", "DROP OWNED BY maker", "DROP ROLE maker");
        }
    }

    private static void faults(TestDatabase database) throws SQLException {
        String own = "USING (tenant_id = current_setting('app.tenant_id', true))";
        database.execute(
                "CREATE ROLE " + ROLE + " LOGIN PASSWORD 'geheim'",
                "CREATE ROLE \"Past; --\" BYPASSRLS",
                "CREATE TABLE guarded (tenant_id text, n int)",
                "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON guarded TO " + ROLE + ", \"Past; --\" " + own,
                "GRANT SELECT ON guarded TO \"Past; --\"",
                "GRANT SELECT, TRIGGER, TRUNCATE ON guarded TO " + ROLE,
                "CREATE VIEW past AS SELECT n FROM guarded",
                "GRANT SELECT ON past TO PUBLIC",
                "CREATE FUNCTION public.every_row() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
                        + " AS 'SELECT count(*) FROM public.guarded'",
                "CREATE TABLE parted (tenant_id text) PARTITION BY LIST (tenant_id)",
                "CREATE TABLE \"part; --\" PARTITION OF parted FOR VALUES IN ('a')",
                "ALTER TABLE parted ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON parted " + own,
                "GRANT SELECT ON \"part; --\" TO " + ROLE,
                "CREATE SCHEMA \"Odd \"\"schema\"\"\" AUTHORIZATION " + ROLE,
                "CREATE TABLE \"Odd \"\"schema\"\"\".\"open; --\" (tenant_id text)",
                "ALTER ROLE " + ROLE + " SET search_path = 'Odd \"schema\"', public",
                "GRANT CREATE ON SCHEMA public TO " + ROLE,
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + ROLE,
                "CREATE TABLE twice (a int)",
                "CREATE FUNCTION \"Odd \"\"schema\"\"\".attached() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
                "ALTER FUNCTION \"Odd \"\"schema\"\"\".attached() OWNER TO " + ROLE,
                "CREATE TRIGGER \"it; --\" BEFORE INSERT ON twice FOR EACH ROW EXECUTE FUNCTION"
                        + " \"Odd \"\"schema\"\"\".attached()",
                "INSERT INTO twice VALUES (1), (1)");
        try {
            database.execute("CREATE UNIQUE INDEX CONCURRENTLY \"Once; --\" ON twice (a)");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("23505");
        }
    }

    private static Connection stranger(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database.name()).replaceAll("\\?.*", ""), ODD, "geheim");
    }

    /** Anybody who may connect can take an advisory lock. */
    private static void hold(Statement session) throws SQLException {
        session.execute("SELECT pg_advisory_lock(" + M4MigrationLockIT.KEY + ")");
        session.execute("SELECT pg_advisory_lock(hashtextextended('pulse-db backup daily', 0))");
    }

    private JsonNode check(TestDatabase database) throws Exception {
        Outcome outcome = new PulseDbProgram()
                .database(database.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_PROFILE", "pulse")
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString())
                .run("check", "schema", "backups", "--output=json");
        assertThat(outcome.exit()).as(outcome.toString()).isIn(0, 3);
        return new ObjectMapper().readTree(outcome.out()).path("findings");
    }

    private static List<JsonNode> pastable(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> !finding.path("severity").asText().equals("ok"))
                .filter(finding -> finding.path("remedyKind").asText().equals("sql"))
                .toList();
    }

    private void paste(TestDatabase database, String statements) throws Exception {
        assertThat(statements)
                .as("a function without its schema")
                .doesNotContainPattern(UNQUALIFIED)
                .endsWith(";");
        Path file = Files.writeString(folder.resolve("pasted.sql"), statements + "\n");
        ProcessBuilder psql = new ProcessBuilder(
                        DevelopmentDatabases.shared()
                                .clientTools()
                                .resolve("psql")
                                .toString(),
                        "-X",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        database.url())
                .redirectInput(file.toFile())
                .redirectErrorStream(true);
        Process process = psql.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(statements + ": " + said).isZero();
        Files.delete(file);
    }
}
