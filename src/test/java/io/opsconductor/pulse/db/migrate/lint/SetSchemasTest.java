package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetSchemasTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app;",
                "set SESSION Search_Path to app, pg_catalog",
                "SET LOCAL search_path = 'app'",
                "SET \"search_path\" = \"app\"",
                "SET /* here */ search_path /* so */ = app",
                "SET SCHEMA 'app'",
                "SET LOCAL SCHEMA 'app'",
                "SELECT set_config('search_path', 'app', false)",
                "SELECT n, pg_catalog.set_config('SEARCH_PATH', 'app', true) FROM t",
                "WITH set_ AS (SELECT set_config('search_path', 'app', true)) SELECT FROM set_",
                "INSERT INTO t SELECT set_config('search_path', 'app', true)",
                "VALUES (set_config('search_path', 'app', true))",
                "CREATE TABLE t AS SELECT set_config('search_path', 'app', true)",
                "PREPARE p AS SELECT set_config('search_path', 'app', true); EXECUTE p",
                "UPDATE pg_settings SET setting = 'app' WHERE name = 'search_path'",
                "DO $$ BEGIN SET search_path = app; END $$",
                "DO 'BEGIN SET search_path = app; END'",
                "DO $$ BEGIN PERFORM set_config('search_path', 'app', false); END $$",
                "DO $$ BEGIN EXECUTE 'SET search_path = app'; END $$",
                "DO $$ BEGIN EXECUTE $x$ SET LOCAL search_path = app $x$; END $$",
                "DO $$ BEGIN EXECUTE format('SET search_path = %I', 'app'); END $$",
                "DO $$ DECLARE v text := 'app'; BEGIN EXECUTE 'SET search_path = ' || v; END $$",
                "DO $$ DECLARE v text := 'app'; BEGIN PERFORM set_config('search_path', v, false); END $$",
            })
    void every_way_to_set_the_path_tells_its_schemas(String text) {
        assertThat(SetSchemas.in(text)).contains("app").doesNotContain("pg_catalog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = app AS 'SELECT 1'",
                "ALTER FUNCTION f() SET search_path = app",
                "ALTER ROLE r SET search_path = app",
                "ALTER DATABASE d SET search_path TO app",
                "DO $$ BEGIN EXECUTE 'ALTER ROLE r SET search_path = app'; END $$",
                "ALTER TABLE t SET SCHEMA app",
                "RESET search_path; RESET ALL; DISCARD ALL; SET search_path TO DEFAULT",
                "COMMENT ON TABLE t IS 'SET search_path = app'",
                "-- SET search_path = app",
                "INSERT INTO t VALUES ('search_path', 'app')",
                "SELECT current_setting('search_path'), 'app'",
                "UPDATE app SET n = 1"
            })
    void what_leaves_the_path_of_this_session_as_it_is_tells_none(String text) {
        assertThat(SetSchemas.in(text)).isEmpty();
    }

    @Test
    void bodies_in_bodies_have_an_end() {
        StringBuilder text = new StringBuilder("SET search_path = app");
        for (int i = 0; i < 2_000; i++) {
            text.insert(0, "DO $a" + i + "$ ").append(" $a" + i + "$");
        }

        assertThat(SetSchemas.in(text.toString())).contains("app");
    }
}
