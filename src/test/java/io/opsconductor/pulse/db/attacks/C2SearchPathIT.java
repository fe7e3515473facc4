package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Review, C2: {@code public} and a schema called as our role hold overloads of every function and operator that our
 * statements use. Whoever calls one of them gets an error that begins with PWNED.
 */
@ProgramTest
class C2SearchPathIT {
    /** An operator or a function of the two hostile schemas, as the server shows it in a plan. */
    private static final Pattern CAUGHT =
            Pattern.compile("OPERATOR\\((?:public|postgres)\\.|(?:public|postgres)\\.\\w+\\(");

    /** Written for a catalogue that this server's TimescaleDB does not have. */
    private static final Pattern OTHER_VERSION = Pattern.compile(".*-2\\.\\d+\\.sql|timescale/(?:refresh|bucket).*");

    /** Has statements within a body, which every function that is made after it calls. */
    private static final String HOLDS = "drill/hold-functions-begin.sql";

    @Postgres
    private static TestDatabase DATABASE;

    @BeforeAll
    static void plant(@TempDir Path migrations) throws Exception {
        DATABASE.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        Files.writeString(migrations.resolve("001_first.sql"), "CREATE TABLE first (id integer);");
        assertThat(program()
                        .with("PULSE_PROFILE", "pulse")
                        .run("migrate", "--migrations=" + migrations)
                        .exit())
                .isZero();
        DATABASE.execute(
                "CREATE SCHEMA elsewhere",
                "CREATE TABLE maintenance_log (job_name text, started_at timestamptz, completed_at timestamptz,"
                        + " rows_affected bigint, status text, error_message text, details jsonb)");
        HostilePath.plant(DATABASE, "postgres");
    }

    @Test
    void no_statement_of_ours_finds_what_others_planted() throws SQLException {
        Map<String, String> caught = new TreeMap<>();
        try (Connection session = database().connect("attack")) {
            HostilePath.statements().forEach((file, text) -> plans(session, file, text).stream()
                    .filter(plan -> CAUGHT.matcher(plan).find() || plan.startsWith("ERROR"))
                    .forEach(plan -> caught.put(file, plan)));
        }
        assertThat(caught).isEmpty();
    }

    @Test
    void the_trap_works_on_a_session_with_the_path_of_its_role() throws SQLException {
        try (Connection session = database().connectAsRole("attack");
                Statement statement = session.createStatement()) {
            List<String> caught = HostilePath.statements().entrySet().stream()
                    .filter(file -> plans(session, file.getKey(), file.getValue()).stream()
                            .anyMatch(plan -> plan.contains("PWNED")))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(caught).contains("isolation/tables.sql", "drill/tables.sql", "timescale/relations.sql");
            assertThat(caught).hasSizeGreaterThan(15);
        }
    }

    @Test
    void the_program_does_its_work_and_calls_nothing_of_theirs(@TempDir Path folder) {
        for (List<String> command : List.of(
                List.of("check", "schema", "timescale", "compression", "retention", "aggregates"),
                List.of("backup", "take", "--init"),
                List.of("drill"))) {
            Outcome outcome = SameServer.program(DATABASE, folder).run(command.toArray(String[]::new));
            assertThat(outcome.out() + outcome.err())
                    .as(command + ": " + outcome)
                    .doesNotContain("PWNED", "could not look");
            assertThat(outcome.exit()).as(command + ": " + outcome).isIn(0, 3);
        }
    }

    private static PulseDbProgram program() {
        return new PulseDbProgram().database(DATABASE.url());
    }

    private static Database database() {
        return new Database(DatabaseUrl.parse(DATABASE.url()));
    }

    /** What the server makes of each statement of a file, or what it says against it. */
    private static List<String> plans(Connection session, String file, String text) {
        return Arrays.stream(named(file, text.replaceAll("(?m)--.*$", ""))
                        .split(file.startsWith("migrate/create-") || file.equals(HOLDS) ? "\\z" : ";\\s*(\\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement -> filled(statement)
                        .map(candidate -> plan(session, candidate))
                        .reduce((one, other) -> one.startsWith("ERROR") ? other : one)
                        .orElseThrow())
                .filter(plan -> !OTHER_VERSION.matcher(file).matches() || !plan.matches("(?s)ERROR 42(P01|703|883).*"))
                .toList();
    }

    /** Where our three tables are, or, for what makes them, where they could be; and without statements put in whole. */
    private static String named(String file, String text) {
        String schema = file.startsWith("migrate/create-") ? "elsewhere" : "public";
        String held = file.equals(HOLDS) ? "; CREATE FUNCTION held.f() RETURNS int LANGUAGE sql AS 'SELECT 1'" : "";
        return (text + held)
                .replaceAll("(?m)^%s$", "")
                .replace("%1$s", "held")
                .replace("%2$s", "'default_tablespace=held'")
                .replace("(VALUES %s)", "(VALUES (0::oid, 'name', 'owner'))")
                .replaceAll("\\{(columns|bucket)}", "started_at")
                .replaceAll("\\{(from|to|before|after)}", "'2026-01-01'")
                .replace("{relation}", schema + ".maintenance_log")
                .replace("{limit}", "1")
                .replace("{schema}", "further")
                .replace("{history}", schema + ".flyway_schema_history")
                .replace("{runner}", schema + ".schema_migrations")
                .replace("{log}", schema + ".pulse_migration_log")
                .replaceAll("\\{(class|object)}", "1");
    }

    /** Names of tables and values that are filled in by the program: the first that the server takes will do. */
    private static Stream<String> filled(String statement) {
        return statement.contains("%")
                ? Stream.of(
                                "NULL",
                                "public.flyway_schema_history",
                                "public.schema_migrations",
                                "public.pulse_migration_log",
                                "public.maintenance_log")
                        .map(value -> statement.replaceAll("%(\\d\\$)?[sI]", value))
                : Stream.of(statement);
    }

    private static String plan(Connection session, String statement) {
        String typed = explain(session, statement, "varchar");
        return typed.startsWith("ERROR 42") && statement.contains("?") ? explain(session, statement, "unknown") : typed;
    }

    /** Texts are sent as varchar by the driver, everything else by its own type. */
    private static String explain(Connection session, String statement, String type) {
        int count = (int) statement.chars().filter(c -> c == '?').count();
        String numbered = statement;
        for (int i = 1; i <= count; i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        try (Statement sql = session.createStatement()) {
            session.setAutoCommit(false);
            sql.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            if (!statement.matches("(?is)(select|with|insert|update|delete)\\b.*")) {
                sql.execute(statement);
                return "done";
            }
            sql.execute("PREPARE attack" + list(count, type) + " AS " + numbered);
            // A row of nulls is refused by its table: of what inserts, the plan has to do.
            String execute = " EXECUTE attack" + list(count, "NULL");
            boolean writes = statement.matches("(?is)insert\\b.*");
            try (ResultSet rows =
                    sql.executeQuery((writes ? "EXPLAIN (VERBOSE)" : "EXPLAIN (VERBOSE, ANALYZE)") + execute)) {
                StringBuilder plan = new StringBuilder();
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
                return plan.toString();
            }
        } catch (SQLException e) {
            return "ERROR " + e.getSQLState() + " " + e.getMessage();
        } finally {
            rollBack(session);
        }
    }

    private static String list(int count, String word) {
        return count == 0
                ? ""
                : IntStream.range(0, count).mapToObj(i -> word).collect(Collectors.joining(", ", "(", ")"));
    }

    private static void rollBack(Connection session) {
        try (Statement sql = session.createStatement()) {
            session.rollback();
            sql.execute("DEALLOCATE ALL");
            session.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
