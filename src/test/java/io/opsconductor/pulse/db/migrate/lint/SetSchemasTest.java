package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.postgres.trust.SetPaths;
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
                "SELECT 1 AS comment, set_config('search_path', 'app', false)",
                "SELECT n AS function, set_config('search_path', 'app', false) FROM t",
                "ALTER TABLE t ADD c text DEFAULT set_config('search_path', 'app', false)",
                "DO $$ BEGIN IF true THEN SET search_path = app; END IF; END $$",
                "DO $$ <<label>> BEGIN LOOP SET LOCAL search_path = app; END LOOP; END $$",
            })
    void every_way_to_set_the_path_tells_its_schemas(String text) {
        assertThat(SetSchemas.in(text).schemas()).contains("app").doesNotContain("pg_catalog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app, \"B\", 'c'; SET LOCAL search_path TO DEFAULT; SET search_path = ''",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "SELECT set_config('search_path'::text, 'app'::pg_catalog.text, false)",
                "SELECT set_config('app.' || n, n, true), set_config('app.x', y, true) FROM t",
                "DO $$ BEGIN EXECUTE 'SET search_path = app'; RAISE NOTICE 'set search_path to %', 1; END $$",
                "CREATE FUNCTION f(n text) RETURNS void LANGUAGE plpgsql SET search_path = app AS"
                        + " $$ BEGIN PERFORM set_config('search_path', n, true); END $$",
                "SELECT current_setting('search_path'), name || ' = ' || setting FROM pg_settings",
                "UPDATE t SET schema = n || 'a', search_path = n",
                "COMMENT ON TABLE t IS 'SET search_path = ' || '%'",
                "ALTER ROLE r SET search_path = '\\'"
            })
    void names_and_constants_are_known(String text) {
        assertThat(SetSchemas.in(text).known()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config(E'search\\x5fpath', 'app', false)",
                "SELECT set_config('search_path', E'\\x68er', false)",
                "SELECT set_config('search_path', U&'\\0068er', false)",
                "SELECT set_config('search_path', U&'!0068er' UESCAPE '!', false)",
                "SELECT set_config('search_path', 'h'\n'er', false)",
                "SELECT set_config('search_path', n, false) FROM t",
                "SELECT set_config('search_path', (SELECT n FROM t), false)",
                "SELECT set_config('search_path', concat('h', 'er'), false)",
                "SELECT set_config('search_path', 'h' || 'er', false)",
                "SELECT set_config('search_path', current_setting('app.path'), false)",
                "SELECT set_config(n, v, false) FROM t",
                "SELECT set_config('search' || n, v, false) FROM t",
                "SELECT set_config(new_value => 'her', setting_name => 'search_path', is_local => false)",
                "SELECT 1 AS comment, set_config('search_path', n, false) FROM t",
                "SELECT n AS function, set_config('search_path', n, false) FROM t",
                "ALTER TABLE t ADD c text DEFAULT set_config('search_path', current_user, false)",
                "DO $$ BEGIN COMMENT ON TABLE t IS 'x'; PERFORM set_config('search_path', current_user, false); END $$",
                "DO $$ BEGIN RAISE NOTICE '%', set_config('search_path', current_user, false); END $$",
                "SELECT U&\"s\\0065t_config\"('search_path', 'her', false)",
                "SET U&\"s\\0065arch_path\" = her",
                "SET search_path = U&\"\\0068er\"",
                "SET search_path = E'\\x68er'",
                "SET search_path = '\\x68er'",
                "UPDATE pg_settings SET setting = n WHERE name = 'search_path'",
                "DO $$ BEGIN EXECUTE format('SET search_path = %I', n); END $$",
                "DO $$ BEGIN EXECUTE 'SET search_path = ' || n; END $$",
                "DO $$ BEGIN EXECUTE 'SET ' || 'search_path' || ' = her'; END $$",
                "DO $$ DECLARE v text; BEGIN v := 'SET search_path = app, ' || n; EXECUTE v; END $$",
                "DO $$ BEGIN EXECUTE E'SET search_path = \\x68er'; END $$"
            })
    void what_only_the_server_computes_is_not_known(String text) {
        assertThat(SetSchemas.in(text).known()).isFalse();
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
        assertThat(SetSchemas.in(text)).isEqualTo(SetPaths.NONE);
    }

    @Test
    void bodies_in_bodies_have_an_end() {
        StringBuilder text = new StringBuilder("SET search_path = app");
        for (int i = 0; i < 2_000; i++) {
            text.insert(0, "DO $a" + i + "$ ").append(" $a" + i + "$");
        }

        assertThat(SetSchemas.in(text.toString()).schemas()).contains("app");
        assertThat(SetSchemas.in(text.toString()).known()).isFalse();
    }
}
