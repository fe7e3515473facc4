package io.opsconductor.pulse.db.attacks;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.Rows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Second pass, S5 and S7: a role that is not trusted makes a function where the files' statements look for names, before they run or
 * while they do, or has left there what they take for their own.
 */
class S5S7FilesPathIT extends MigrationAttack {
    private static final String CALLS = "CREATE TABLE called AS SELECT lower('A'::varchar) AS n;";

    @BeforeEach
    void make() throws SQLException {
        database.execute(
                "CREATE SCHEMA app AUTHORIZATION " + mallory,
                "CREATE SCHEMA evil AUTHORIZATION " + mallory,
                "SET ROLE " + mallory,
                "CREATE SEQUENCE evil.ran");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app, public", "public, app", "public, \"app\""})
    void a_function_that_comes_while_files_run_is_never_called(String path) throws Exception {
        database.execute(
                "ALTER DATABASE " + database.name() + " SET search_path = " + path, "CREATE TABLE evil.t (n int)");
        run.file("001_t.sql", "INSERT INTO evil.t VALUES (1);").file("002_c.sql", CALLS);
        try (Connection held = database.connect();
                var statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("LOCK TABLE evil.t");
            CompletableFuture<?> migrating = CompletableFuture.supplyAsync(run::migrate);
            await().until(() -> migrating.isDone()
                    || one("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                            .equals("t"));
            plant();
            held.rollback();
            assertThatThrownBy(() -> Patience.result(migrating))
                    .cause()
                    .hasMessageContaining(
                            "schema app, which is in the search_path of role postgres or of a file, belongs to role "
                                    + mallory);
        }
        assertNotRun();
    }

    @Test
    void the_cure_that_is_told_lets_them_run_and_nothing_to_do_is_no_failure() throws Exception {
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = app, public");
        run.file("001_c.sql", CALLS);

        assertThatThrownBy(run::migrate)
                .isInstanceOfSatisfying(PulseFailure.class, refused -> assertThat(refused.remedy())
                        .startsWith("ALTER SCHEMA \"app\" OWNER TO \"postgres\";"));
        database.execute("ALTER SCHEMA app OWNER TO \"postgres\"");
        assertThat(run.migrate().applied()).hasSize(1);
        database.execute("ALTER SCHEMA app OWNER TO " + mallory);
        assertThatThrownBy(run::migrate)
                .hasMessageContaining("flyway_schema_history is in a schema of role " + mallory);
        database.execute("ALTER SCHEMA app OWNER TO \"postgres\"", "GRANT CREATE ON SCHEMA app TO " + mallory);
        assertThat(run.migrate().applied()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA made AUTHORIZATION $MALLORY;",
                "CREATE SCHEMA made; ALTER SCHEMA made OWNER TO $MALLORY;",
                "CREATE SCHEMA made; GRANT CREATE ON SCHEMA made TO $MALLORY;",
                "CREATE SCHEMA made; DO $$ BEGIN EXECUTE 'GRANT ALL ON SCHEMA made TO PUBLIC'; END $$;",
                "GRANT CREATE ON DATABASE $DATABASE TO $MALLORY;"
            })
    void a_file_that_opens_the_path_is_the_last_of_its_run(String opens) throws Exception {
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = public, made");
        run.file("001_o.sql", opens.replace("$MALLORY", mallory).replace("$DATABASE", database.name()))
                .file("002_c.sql", CALLS);

        assertThatThrownBy(run::migrate)
                .hasMessageMatching("(?s).*(" + mallory + "|PUBLIC).*made.*|.*made.*" + mallory + ".*");
        assertThat(Rows.of(database, "SELECT tablename FROM pg_tables WHERE tablename = 'called'"))
                .isEmpty();
    }

    @Test
    void a_file_that_gives_the_historys_schema_away_is_the_last_of_its_run() throws Exception {
        run.historySchema("record")
                .file("001_o.sql", "ALTER SCHEMA record OWNER TO " + mallory + ";")
                .file("002_c.sql", "CREATE TABLE c (n int);");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("flyway_schema_history is in a schema of role " + mallory);
        assertThat(Rows.of(database, "SELECT tablename FROM pg_tables WHERE tablename = 'c'"))
                .isEmpty();
    }

    @Test
    void a_schema_of_the_path_that_an_untrusted_role_may_still_make_is_refused() throws Exception {
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + mallory);
        run.file("001_c.sql", CALLS);

        assertThatThrownBy(run::migrate)
                .hasMessageContaining(mallory + " may make a schema called postgres")
                .isInstanceOfSatisfying(PulseFailure.class, refused -> assertThat(refused.remedy())
                        .startsWith("ALTER ROLE \"postgres\" SET search_path = public;"));
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = public");
        assertThat(run.migrate().applied()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app, public;",
                "SET LOCAL search_path TO public, app;",
                "SET SCHEMA 'app';",
                "SELECT pg_catalog.set_config('search_path', 'app', false);"
            })
    void a_files_own_path_is_looked_at_as_well(String set) throws Exception {
        run.file("001_a.sql", "CREATE TABLE a (n int);")
                .file("002_c.sql", set, CALLS.replace("called", "public.called"));
        plant();

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("schema app, which is in the search_path of role postgres or of a file");
        assertNotRun();
    }

    @Test
    void a_functions_own_path_is_its_own_matter() {
        run.file(
                "001_f.sql",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = app AS 'SELECT 1';",
                "CREATE TABLE t AS SELECT f() AS n;");

        assertThat(run.migrate().applied()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE TABLE rest (n int) | CREATE TABLE IF NOT EXISTS rest (n int); | rest",
                "CREATE TABLE rest (n int) | SELECT create_hypertable('public.rest', 'n'); | rest",
                "CREATE TABLE \"Rest\" (n int) | INSERT INTO \"Rest\" VALUES (1); | \"Rest\"",
                "CREATE TABLE rest (n int) | DO $$ BEGIN INSERT INTO rest VALUES (1); END $$; | rest",
                "CREATE TABLE rest (n int) | DO 'BEGIN EXECUTE ''INSERT INTO rest VALUES (1)''; END'; | rest",
                "CREATE TABLE rest (n int) | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT n FROM rest'; | rest",
                "CREATE VIEW rest AS SELECT 1 AS n | CREATE OR REPLACE VIEW rest AS SELECT 1 AS n; | rest",
                "CREATE SEQUENCE rest | CREATE SEQUENCE IF NOT EXISTS rest; | rest",
                "CREATE DOMAIN rest AS int | CREATE TABLE t (n rest); | rest",
                "CREATE FUNCTION touch() RETURNS int LANGUAGE sql AS 'SELECT 1' | CREATE OR REPLACE FUNCTION touch() RETURNS"
                        + " int LANGUAGE sql AS 'SELECT 2'; | touch()",
                "CREATE FUNCTION touch(int) RETURNS int LANGUAGE sql AS 'SELECT 1' | CREATE FUNCTION touch(bigint) RETURNS"
                        + " int LANGUAGE sql AS 'SELECT 2'; | touch(integer)"
            })
    void what_was_left_in_the_path_is_not_taken_for_a_files_own(String left, String file, String named)
            throws Exception {
        leave(left);
        run.file("001_a.sql", "CREATE TABLE a (n int);").file("002_b.sql", file);

        assertThatThrownBy(run::migrate)
                .hasMessageContaining(
                        "schema public holds objects of roles that are not trusted, which these files name")
                .hasMessageContaining(named + " of role " + mallory);
        assertThat(Rows.of(database, "SELECT tablename FROM pg_tables WHERE tablename = 'a'"))
                .isEmpty();

        database.execute("GRANT " + mallory + " TO postgres");
        assertThat(run.migrateTo("001").applied()).hasSize(1);
    }

    @Test
    void what_no_file_names_is_left_alone() throws Exception {
        leave("CREATE TABLE rest (n int)");
        run.file("001_a.sql", "-- beside rest", "CREATE TABLE a (n int); /* rest */ SELECT 'unrest' AS restless;");

        assertThat(run.migrate().applied()).hasSize(1);
    }

    private void leave(String left) throws SQLException {
        run.file("000_begin.sql", "SELECT 1;").migrate();
        database.execute(
                "GRANT CREATE ON SCHEMA public TO " + mallory,
                "SET ROLE " + mallory,
                left,
                "RESET ROLE",
                "REVOKE CREATE ON SCHEMA public FROM " + mallory);
    }

    private void plant() throws SQLException {
        database.execute(
                "SET ROLE " + mallory,
                "CREATE FUNCTION app.lower(varchar) RETURNS text LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM nextval(''evil.ran''); RETURN $1; END'");
    }

    private void assertNotRun() throws SQLException {
        assertThat(one("SELECT is_called FROM evil.ran")).as("ran as us").isEqualTo("f");
    }

    private String one(String sql) throws SQLException {
        return HostileOwner.one(database, sql);
    }
}
