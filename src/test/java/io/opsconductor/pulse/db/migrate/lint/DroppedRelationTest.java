package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DroppedRelationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT SELECT ON old TO app;",
                "GRANT SELECT, INSERT ON TABLE other, old TO app;",
                "REVOKE ALL ON old FROM app;",
                "ALTER TABLE old ADD COLUMN x int;",
                "ALTER TABLE ONLY public.old ADD COLUMN x int;",
                "DROP TABLE old;",
                "TRUNCATE other, old;",
                "CREATE INDEX i ON old (a);",
                "CREATE UNIQUE INDEX CONCURRENTLY i ON old USING btree (a);",
                "CREATE TRIGGER t BEFORE INSERT ON old FOR EACH ROW EXECUTE FUNCTION f();",
                "CREATE POLICY p ON old USING (true);",
                "INSERT INTO old VALUES (1);",
                "INSERT INTO other SELECT * FROM old;",
                "UPDATE old SET a = 1;",
                "UPDATE other SET a = 1 FROM old WHERE old.a = other.a;",
                "DELETE FROM old;",
                "SELECT * FROM other JOIN old ON true;",
                "CREATE VIEW v AS SELECT * FROM old;",
                "CREATE TABLE child (a int REFERENCES old (a));",
                "COMMENT ON TABLE old IS 'x';",
                "COPY old FROM stdin;\n\\.\n",
                "SELECT create_hypertable('old', 'ts');",
                "SELECT add_retention_policy('old', INTERVAL '1 day');"
            })
    void what_names_a_table_that_an_earlier_file_dropped_is_certain_to_fail(String statement) {
        assertThat(lint("CREATE TABLE old (a int); CREATE TABLE other (a int);", "DROP TABLE old;", statement))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(1);
                    assertThat(problem.message()).contains("old is not there any more: dropped in 002_file.sql:1");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE IF EXISTS old;",
                "ALTER TABLE IF EXISTS old ADD COLUMN x int;",
                "CREATE TABLE old (a int); GRANT SELECT ON old TO app;",
                "CREATE TEMP TABLE old AS SELECT 1; SELECT * FROM old;",
                "SELECT 1 AS a INTO old; SELECT * FROM old;",
                "CREATE VIEW old AS SELECT 1; SELECT * FROM old;",
                "ALTER TABLE other RENAME TO old; SELECT * FROM old;",
                "WITH old AS (SELECT 1) SELECT * FROM old;",
                "WITH RECURSIVE a AS (SELECT 1), old (n) AS (SELECT 2) SELECT * FROM a JOIN old ON true;",
                "SELECT extract(epoch FROM old) FROM other;",
                "SELECT a IS DISTINCT FROM old FROM other;",
                "SELECT * FROM old(1);",
                "SELECT old FROM other;",
                "SELECT * FROM elsewhere.old;",
                "SET search_path = elsewhere, public; SELECT * FROM old;",
                "REVOKE ALL ON other FROM old;",
                "GRANT old TO app;",
                "CREATE TABLE IF NOT EXISTS child (a int REFERENCES old (a));",
                "DO $$ BEGIN EXECUTE 'CREATE TABLE old (a int)'; END $$; SELECT * FROM old;",
                "CREATE SCHEMA x CREATE TABLE old (a int); SELECT * FROM old;",
                "DO $$ BEGIN DELETE FROM old; EXCEPTION WHEN undefined_table THEN NULL; END $$;"
            })
    void what_may_be_there_is_not_reported(String statement) {
        assertThat(lint("CREATE TABLE old (a int); CREATE TABLE other (a int);", "DROP TABLE old;", statement))
                .isEmpty();
    }

    @Test
    void a_function_of_before_may_make_it_again() {
        assertThat(lint(
                        "CREATE TABLE old (a int); CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS"
                                + " $$ BEGIN EXECUTE format('CREATE TABLE %I (a int)', 'old'); END $$;",
                        "DROP TABLE old;", "SELECT f(); SELECT * FROM old;"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ALTER COLUMN gone SET DEFAULT 1;",
                "ALTER TABLE t RENAME COLUMN gone TO there;",
                "ALTER TABLE t DROP COLUMN gone;",
                "CREATE INDEX i ON t (a, gone);",
                "INSERT INTO t (a, gone) VALUES (1, 2);",
                "COMMENT ON COLUMN t.gone IS 'x';"
            })
    void so_is_what_names_a_column_that_was_dropped_or_renamed(String statement) {
        for (String change : List.of("ALTER TABLE t DROP COLUMN gone;", "ALTER TABLE t RENAME gone TO b;")) {
            assertThat(lint("CREATE TABLE t (a int, gone int);", change, statement))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("column t.gone is not there"));
        }
        assertThat(lint(
                        "CREATE TABLE t (a int, gone int);",
                        "ALTER TABLE t DROP COLUMN gone;",
                        "ALTER TABLE t ADD COLUMN gone text; " + statement))
                .isEmpty();
    }

    @Test
    void a_renamed_table_or_view_has_its_new_name_only() {
        assertThat(lint(
                        "CREATE TABLE a (n int); CREATE VIEW v AS SELECT n FROM a;",
                        "ALTER TABLE a RENAME TO b; ALTER VIEW v RENAME TO w;",
                        "GRANT SELECT ON b, w TO app;",
                        "GRANT SELECT ON a, v TO app;"))
                .extracting(LintProblem::message)
                .containsExactly(
                        "relation a is not there any more: renamed to b in 002_file.sql:1",
                        "relation v is not there any more: renamed to w in 002_file.sql:1");
    }

    @Test
    void a_function_is_gone_when_its_only_form_was_dropped() {
        String trigger = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();";
        String made = "CREATE TABLE a (n int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ $$;";
        for (String use : List.of(trigger, "GRANT EXECUTE ON FUNCTION f() TO app;", "SELECT f();")) {
            assertThat(lint(made, "DROP FUNCTION f();", use)).hasSize(1);
            assertThat(lint(
                            made + "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
                            "DROP FUNCTION f(int);",
                            use))
                    .isEmpty();
        }
    }

    private static List<LintProblem> lint(String... files) {
        List<LintSource> folder = new ArrayList<>();
        for (String file : files) {
            folder.add(Corpus.source("%03d_file.sql".formatted(folder.size() + 1), file));
        }
        return Lint.of(folder).stream()
                .filter(problem -> problem.rule().equals(LintRule.DROPPED_RELATION.id()))
                .toList();
    }
}
