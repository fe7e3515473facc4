package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C2: a role without rights puts there what we believe of migrations, or what a migration's names lead to. */
@ProgramTest
class C2HistoryIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    @TempDir
    Path folder;

    private TestDatabase database;
    private String mallory;

    @BeforeEach
    void open() throws Exception {
        database = SERVER.createDatabase();
        mallory = database.name() + "_mallory";
        database.execute("CREATE ROLE " + mallory + " LOGIN PASSWORD 'geheim'");
        Files.writeString(folder.resolve("001_a.sql"), "CREATE TABLE a (n int);\n");
    }

    @AfterEach
    void close() throws SQLException {
        database.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
        database.close();
    }

    @Test
    void a_view_under_the_historys_name_is_not_believed() throws SQLException {
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + mallory);
        asMallory(
                "CREATE SCHEMA " + SERVER.superuser(),
                "CREATE VIEW " + SERVER.superuser() + ".flyway_schema_history AS SELECT 1 AS installed_rank,"
                        + " '1'::text AS version, 'a'::text AS description, 'SQL'::text AS type,"
                        + " '001_a.sql'::text AS script, NULL::int AS checksum, 'x'::text AS installed_by,"
                        + " now()::timestamp AS installed_on, 1 AS execution_time, true AS success");

        refused("migrate", "the history of migrations is not believed", "is no ordinary table", mallory);
        refused("status", "the history of migrations is not believed", "is no ordinary table", mallory);
        PulseDbProgram.Outcome check = program().run("check", "schema", "--output=json");
        assertThat(check.exit()).as(check.toString()).isEqualTo(3);
        assertThat(check.out()).contains("the history of migrations is not believed");
    }

    @Test
    void a_table_of_the_runner_with_a_trigger_is_neither_read_nor_written() throws SQLException {
        database.execute("GRANT CREATE ON SCHEMA public TO " + mallory);
        asMallory(
                "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)",
                "CREATE FUNCTION attack() RETURNS trigger LANGUAGE plpgsql AS" + " $$ BEGIN EXECUTE 'ALTER ROLE "
                        + mallory + " SUPERUSER'; RETURN new; END $$",
                "CREATE TRIGGER attack BEFORE INSERT ON schema_migrations FOR EACH ROW EXECUTE FUNCTION attack()");
        database.execute("REVOKE CREATE ON SCHEMA public FROM " + mallory);

        refused("migrate", "public.schema_migrations belongs to role " + mallory);
        database.execute("ALTER TABLE schema_migrations OWNER TO CURRENT_USER");
        refused("migrate", "public.schema_migrations has a trigger, a rule or a function of its own");
    }

    @Test
    void a_history_whose_rows_another_roles_key_follows_is_refused() throws Exception {
        assertThat(program().run("migrate").exit()).isZero();
        database.execute(
                "CREATE SCHEMA mal AUTHORIZATION " + mallory,
                "GRANT REFERENCES ON flyway_schema_history TO " + mallory,
                "GRANT USAGE ON SCHEMA public TO " + mallory);
        asMallory("CREATE TABLE mal.follows (n int REFERENCES public.flyway_schema_history ON DELETE CASCADE)");
        Files.writeString(folder.resolve("002_b.sql"), "CREATE TABLE b (n int);\n");

        refused("migrate", "flyway_schema_history has a trigger, a rule or a function of its own");
    }

    @Test
    void a_search_path_that_a_stranger_can_write_into_is_refused_with_the_cure() throws SQLException {
        database.execute("GRANT CREATE ON SCHEMA public TO PUBLIC");
        refused("migrate", "may create objects in schema public", "REVOKE CREATE ON SCHEMA \"public\" FROM PUBLIC");

        database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        assertThat(program().run("migrate").exit()).isZero();
    }

    @Test
    void functions_left_from_when_create_was_granted_are_refused_before_a_file_may_call_them() throws Exception {
        Files.writeString(
                folder.resolve("001_a.sql"),
                "CREATE TABLE a AS SELECT lower('A'::varchar) AS n;\n"
                        + "CREATE FUNCTION ours(n int) RETURNS int LANGUAGE sql AS 'SELECT n';\n"
                        + "CREATE FUNCTION public.upper(n int) RETURNS int LANGUAGE sql AS 'SELECT n';\n");
        database.execute("GRANT CREATE ON SCHEMA public TO " + mallory);
        asMallory("CREATE FUNCTION public.lower(varchar) RETURNS text LANGUAGE plpgsql AS"
                + " $$ BEGIN EXECUTE 'ALTER ROLE " + mallory + " SUPERUSER'; RETURN $1; END $$");
        database.execute("REVOKE CREATE ON SCHEMA public FROM " + mallory);

        refused("migrate", "schema public holds objects", "lower(character varying)", "DROP FUNCTION");
        database.execute("DROP FUNCTION public.lower(varchar)");
        assertThat(program().run("migrate").exit()).isZero();

        database.execute("GRANT CREATE ON SCHEMA public TO " + mallory);
        asMallory("CREATE FUNCTION public.ours(bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        database.execute("REVOKE CREATE ON SCHEMA public FROM " + mallory);
        assertThat(program().run("migrate").exit()).as("nothing is left to run").isZero();
        Files.writeString(folder.resolve("002_b.sql"), "SELECT ours(4294967296);\n");
        refused("migrate", "ours(bigint)");
    }

    @Test
    void so_are_those_named_as_a_trusted_roles_function_or_operator_of_another_schema() throws Exception {
        Files.writeString(folder.resolve("001_a.sql"), "SELECT tag(1);\n");
        database.execute("CREATE SCHEMA app");
        database.execute("CREATE FUNCTION app.tag(bigint) RETURNS bool LANGUAGE sql AS 'SELECT true'");
        database.execute("CREATE FUNCTION app.same(text, int) RETURNS bool LANGUAGE sql AS 'SELECT true'");
        database.execute("CREATE OPERATOR app.?<@ (LEFTARG = text, RIGHTARG = int, FUNCTION = app.same)");
        database.execute("GRANT CREATE ON SCHEMA public TO " + mallory);
        asMallory(
                "CREATE FUNCTION public.tag(int) RETURNS bool LANGUAGE sql AS 'SELECT false'",
                "CREATE FUNCTION public.theirs(text, text) RETURNS bool LANGUAGE sql AS 'SELECT false'",
                "CREATE OPERATOR public.?<@ (LEFTARG = text, RIGHTARG = text, FUNCTION = public.theirs)");
        database.execute("REVOKE CREATE ON SCHEMA public FROM " + mallory);

        refused("migrate", "schema public holds objects", "tag(integer)", "?<@(text,text)");
        database.execute("DROP OPERATOR public.?<@ (text, text)");
        database.execute("DROP FUNCTION public.tag(int)");
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = app, public");
        assertThat(program().run("migrate").exit()).isZero();
    }

    @Test
    void a_second_history_in_a_schema_of_its_own_keeps_nothing_from_running() throws Exception {
        assertThat(program().run("migrate").exit()).isZero();
        database.execute("CREATE SCHEMA mal AUTHORIZATION " + mallory);
        asMallory(
                "CREATE TABLE mal.flyway_schema_history (installed_rank int, version text, description text, type text,"
                        + " script text, checksum int, installed_by text, installed_on timestamp, execution_time int,"
                        + " success boolean)");
        Files.writeString(folder.resolve("002_b.sql"), "CREATE TABLE b (n int);\n");

        assertThat(program().run("migrate").exit()).isZero();
        assertThat(program().run("status").out()).contains("002_b.sql");
    }

    /** Last pass, M1: the one statement before the path is ours names types by their schema, too. */
    @Test
    void a_type_that_is_called_as_postgresqls_is_not_found_before_the_path_is_ours() throws SQLException {
        database.execute(
                "ALTER DATABASE " + database.name() + " SET search_path = public, pg_catalog",
                "GRANT CREATE ON SCHEMA public TO " + mallory);
        asMallory(
                "CREATE FUNCTION public.pays() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF current_user <> '"
                        + mallory + "' THEN EXECUTE 'ALTER ROLE " + mallory
                        + " SUPERUSER'; END IF; RETURN true; END $$",
                "CREATE DOMAIN public.text AS pg_catalog.text CHECK (public.pays())");

        assertThat(program().run("status").exit()).isIn(0, 3);
        refused("migrate", mallory + " may create objects in schema public");

        assertThat(HostileOwner.one(database, "SELECT rolsuper FROM pg_roles WHERE rolname = '" + mallory + "'"))
                .isEqualTo("f");
    }

    private void asMallory(String... statements) throws SQLException {
        String url = SERVER.jdbcUrl(database.name()).replaceAll("\\?.*", "");
        try (Connection attack = DriverManager.getConnection(url, mallory, "geheim");
                Statement statement = attack.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void refused(String command, String... told) {
        PulseDbProgram.Outcome outcome = program().run(command);
        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(2);
        assertThat(outcome.err()).contains(told);
    }

    private PulseDbProgram program() {
        return new PulseDbProgram().database(database.url()).with("PULSE_MIGRATIONS_DIRECTORY", folder.toString());
    }
}
