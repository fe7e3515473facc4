package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A2, A13 and A37: what S5 and S7 did in the search path, in a schema that files name themselves or into which they lead the path in
 * an odd way. Its owner, or who may create in it, puts there what the files call.
 */
class A2NamedSchemasIT extends MigrationAttack {
    private static final String CALL = "CREATE TABLE called AS SELECT audit.f(1) AS n;";

    @BeforeEach
    void make() throws SQLException {
        run.file("000_begin.sql", "SELECT 1;").migrate();
        database.execute(
                "CREATE SCHEMA evil AUTHORIZATION " + mallory, "SET ROLE " + mallory, "CREATE SEQUENCE evil.ran");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CALL,
                "SELECT audit.f(1);",
                "DO $$ BEGIN PERFORM audit.f(1); END $$;",
                "DO $$ BEGIN EXECUTE 'SELECT audit.f(1)'; END $$;",
                "SELECT \"audit\" /* there */ . f(1);"
            })
    void a_function_in_her_schema_is_never_called(String file) throws Exception {
        database.execute("CREATE SCHEMA audit AUTHORIZATION " + mallory);
        plant("audit");
        run.file("001_c.sql", file);

        refused("schema audit, which a file names, belongs to role " + mallory);
        assertNotRun();
        database.execute("GRANT " + mallory + " TO postgres");
        assertThat(run.migrate().applied()).hasSize(1);
    }

    @Test
    void nor_where_it_is_called_as_timescaledbs_are() throws Exception {
        database.execute("CREATE SCHEMA timescaledb_x AUTHORIZATION " + mallory);
        plant("timescaledb_x");
        run.file("001_c.sql", "SELECT timescaledb_x.f(1);");

        refused("schema timescaledb_x, which a file names, belongs to role " + mallory);
        assertNotRun();
    }

    @Test
    void nor_in_one_in_which_she_may_create() throws Exception {
        database.execute("CREATE SCHEMA audit", "GRANT USAGE, CREATE ON SCHEMA audit TO " + mallory);
        plant("audit");
        run.file("001_c.sql", CALL);

        refused(mallory + " may create objects in schema audit, which a file names");
        database.execute("REVOKE CREATE ON SCHEMA audit FROM " + mallory);
        refused("schema audit holds objects of roles that are not trusted, which these files name");
        assertNotRun();
        database.execute(
                "DROP FUNCTION audit.f(int)", "CREATE FUNCTION audit.f(int) RETURNS int LANGUAGE sql AS 'SELECT 2'");
        assertThat(run.migrate().applied()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE audit.log (n int) | CREATE TABLE IF NOT EXISTS audit.log (n int);",
                "CREATE VIEW audit.log AS SELECT 1 AS n | CREATE TABLE t AS SELECT n FROM audit.log;",
                "CREATE FUNCTION audit.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1' | CREATE FUNCTION audit.f(bigint) RETURNS"
                        + " int LANGUAGE sql AS 'SELECT 1';",
                "CREATE TYPE audit.log AS ENUM () | CREATE TABLE t (n audit.log);"
            })
    void what_she_left_there_is_not_taken_for_a_files_own(String left, String file) throws Exception {
        database.execute(
                "CREATE SCHEMA audit",
                "GRANT USAGE, CREATE ON SCHEMA audit TO " + mallory,
                "SET ROLE " + mallory,
                left,
                "RESET ROLE",
                "REVOKE CREATE ON SCHEMA audit FROM " + mallory);
        run.file("001_c.sql", file);

        refused("schema audit holds objects of roles that are not trusted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA IF NOT EXISTS audit; CREATE TABLE audit.log (n int);",
                "DO $$ BEGIN IF to_regnamespace('audit') IS NOT NULL THEN PERFORM audit.f(1); END IF; END $$;"
            })
    void a_schema_that_she_may_still_make_is_refused(String file) throws Exception {
        database.execute(
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + mallory,
                "ALTER DATABASE " + database.name() + " SET search_path = public");
        run.file("001_c.sql", file);

        refused(mallory + " may make a schema called audit, which a file names and does not exist");
        database.execute("REVOKE CREATE ON DATABASE " + database.name() + " FROM " + mallory);
        assertThat(run.migrate().applied()).hasSize(1);
    }

    @Test
    void files_that_make_their_schema_and_use_aliases_are_ordinary_even_then() throws Exception {
        database.execute(
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + mallory,
                "ALTER DATABASE " + database.name() + " SET search_path = public");
        run.file("001_s.sql", "CREATE SCHEMA audit; CREATE TABLE audit.log (n int); INSERT INTO audit.log VALUES (1);")
                .file(
                        "002_t.sql",
                        "CREATE TABLE t AS SELECT a.n, 'www.example.com' AS u FROM audit.log AS a WHERE a.n > 0;");

        assertThat(run.migrate().applied()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER SCHEMA audit OWNER TO $MALLORY;",
                "GRANT CREATE ON SCHEMA audit TO $MALLORY;",
                "DO $$ BEGIN EXECUTE 'GRANT ALL ON SCHEMA audit TO PUBLIC'; END $$;"
            })
    void a_file_that_opens_it_is_the_last_of_its_run(String opens) throws Exception {
        database.execute("CREATE SCHEMA audit");
        run.file("001_o.sql", opens.replace("$MALLORY", mallory)).file("002_n.sql", CALL);

        assertThatThrownBy(run::migrate)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("audit, which a file names");
    }

    @Test
    void a_schema_of_hers_that_only_files_before_it_named_stops_nothing() throws Exception {
        run.file("001_o.sql", "CREATE SCHEMA app AUTHORIZATION " + mallory + "; CREATE TABLE app.t (n int);")
                .file("002_n.sql", "CREATE TABLE n (n int); -- app.t", "SELECT n.n, pg_catalog.now() FROM n;");

        assertThat(run.migrate().applied()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET \"search_path\" = audit, public;",
                "SET SESSION search_path TO audit, public;",
                "DO $$ BEGIN SET search_path = audit, public; END $$;",
                "DO $$ BEGIN PERFORM set_config('search_path', 'audit, public', false); END $$;",
                "DO $$ DECLARE v text := 'audit, public'; BEGIN EXECUTE 'SET search_path = ' || v; END $$;",
                "CREATE TABLE s AS SELECT set_config('search_path', 'audit, public', false);",
                "UPDATE pg_settings SET setting = 'audit, public' WHERE name = 'search_path';"
            })
    void a_path_that_is_set_in_an_odd_way_is_looked_at_as_well(String sets) throws Exception {
        database.execute("CREATE SCHEMA audit AUTHORIZATION " + mallory);
        plant("audit");
        run.file("001_c.sql", sets, "SELECT f(1);");

        refused("schema audit, which is in the search_path of role postgres or of a file");
        assertNotRun();
    }

    private void plant(String schema) throws SQLException {
        database.execute(
                "SET ROLE " + mallory,
                "CREATE FUNCTION " + schema + ".f(int) RETURNS int LANGUAGE plpgsql AS"
                        + " 'BEGIN IF current_user <> ''" + mallory
                        + "'' THEN PERFORM nextval(''evil.ran''); END IF; RETURN $1; END'");
    }

    private void refused(String told) {
        assertThatThrownBy(run::migrate)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(told);
    }

    private void assertNotRun() throws SQLException {
        assertThat(HostileOwner.one(database, "SELECT is_called FROM evil.ran"))
                .as("ran as us")
                .isEqualTo("f");
    }
}
