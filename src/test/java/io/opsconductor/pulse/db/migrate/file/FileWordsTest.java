package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileWordsTest {

    @Test
    void names_are_folded_as_the_server_does_and_those_in_constants_may_be_either() {
        assertThat(FileWords.of(
                                "SELECT Abc, \"De f\" FROM t -- not this\n WHERE x = 'Ghi jk' AND y = $$Lm$$, 'a $x$No$x$'")
                        .words())
                .contains("abc", "De f", "t", "Ghi", "ghi", "jk", "Lm", "lm", "No", "no")
                .doesNotContain("Abc", "not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO audit.log VALUES (1)",
                "SELECT AUDIT . f(1)",
                "SELECT audit /* a comment */ . -- and another\n f(1)",
                "SELECT \"audit\".\"f\"()",
                "SELECT mydb.audit.f()",
                "CREATE TABLE t (n audit.n)",
                "SELECT 1 OPERATOR(audit.+) 2",
                "SELECT 'audit.log'::regclass",
                "SELECT 'Audit.log'::regclass",
                "SELECT to_regclass('\"audit\".log')",
                "DO $$ BEGIN PERFORM audit.f(); END $$",
                "DO 'BEGIN PERFORM audit.f(); END'",
                "DO $$ BEGIN EXECUTE 'SELECT audit.f()'; END $$",
                "DO $$ BEGIN EXECUTE $x$ SELECT audit.f() $x$; END $$",
                "DO $$ BEGIN EXECUTE 'DO $x$BEGIN PERFORM audit.f(); END$x$'; END $$",
                "DO $$ BEGIN EXECUTE 'EXECUTE $x$audit.f()$x$'; END $$",
                "DO $$ BEGIN EXECUTE format('SELECT audit.%I()', 'f'); END $$",
                "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $f$ SELECT audit.f() $f$",
                "CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT audit.f(); END",
                "SELECT '5\" and audit.f() and \"', 'it''s'",
                "SELECT E'\\' audit.f()'"
            })
    void what_stands_before_a_dot_may_be_a_schema(String text) {
        assertThat(FileWords.of(text).schemas().written()).contains("audit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- audit.log",
                "/* audit.log */ SELECT 1",
                "SELECT 1.5, audit",
                "COPY t FROM stdin;\naudit.log\n\\.\n",
                "SELECT 'audit'",
                "SELECT \"AUDIT\".f()"
            })
    void what_does_not_is_none(String text) {
        assertThat(FileWords.of(text).schemas().written()).doesNotContain("audit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INSERT INTO audit.log VALUES (1) | true",
                "DO $$ BEGIN INSERT INTO audit.log VALUES (1); END $$ | true",
                "CREATE SCHEMA IF NOT EXISTS audit AUTHORIZATION audit; CREATE TABLE audit.log () | true",
                "CREATE TABLE audit.log (); ALTER TABLE audit.log OWNER TO someone | true",
                "SELECT audit.n FROM log AS audit | false",
                "SELECT audit.n FROM log audit | false",
                "SELECT audit.n FROM audit | false",
                "SELECT audit.n FROM public.audit | false",
                "SELECT 'www.audit.example' | false",
                "CREATE SCHEMA IF NOT EXISTS audit | false",
            })
    void an_alias_or_a_table_is_no_schema_that_is_still_to_come(String text, boolean meant) {
        assertThat(FileWords.of(text).schemas().meant().contains("audit")).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "old", "excluded"})
    void nor_is_the_row_of_a_trigger(String row) {
        assertThat(FileWords.of("SELECT " + row + ".id").schemas().meant()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE SCHEMA audit; | true",
                "CREATE SCHEMA AUTHORIZATION audit; | true",
                "create schema \"audit\"; | true",
                "CREATE SCHEMA IF NOT EXISTS audit; | false",
                "DROP SCHEMA audit; | false",
                "DO $$ BEGIN CREATE SCHEMA audit; END $$; | false",
            })
    void a_schema_that_a_script_makes_is_its_own_where_it_fails_otherwise(String text, boolean made) {
        NamedSchemas schemas =
                FileWords.of(text + " CREATE TABLE audit.log ();").schemas();

        assertThat(schemas.made().contains("audit")).isEqualTo(made);
    }

    @Test
    void a_long_script_with_many_quotes_and_bodies_is_read_in_one_pass() {
        String text = "SELECT '" + "\"x.y\" ".repeat(200_000) + "', " + "$a$ $b$ ".repeat(50_000) + ";";

        assertThat(FileWords.of(text).schemas().written()).contains("x");
    }
}
