package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScannerTest {

    @Test
    void a_statement_knows_its_line_its_words_and_whether_it_ended() {
        List<SqlStatement> statements = SqlScanner.scan("""
                -- a header; with a semicolon

                CREATE TABLE "odd;name" (
                    note text DEFAULT 'it''s; fine'
                ); INSERT INTO t
                VALUES (1);
                SELECT 2""");

        assertThat(statements)
                .extracting(SqlStatement::line, SqlStatement::words, SqlStatement::terminated)
                .containsExactly(
                        tuple(3, "CREATE TABLE NOTE TEXT DEFAULT", true),
                        tuple(5, "INSERT INTO T VALUES", true),
                        tuple(7, "SELECT", false));
        assertThat(statements.get(1).text()).isEqualTo("INSERT INTO t\nVALUES (1);");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';';",
                "SELECT 'it''s;';",
                "SELECT E'it\\'s;';",
                "SELECT e'\\\\';",
                "SELECT U&'d\\0061t;';",
                "SELECT '\\';",
                "SELECT DATE'2026-01-01\\';",
                "SELECT 'a' LIKE'\\';",
                "SELECT \"a\"\";b\";",
                "SELECT $$;$$;",
                "SELECT $tag$ $$ ; $other$ ; $tag$;",
                "SELECT $größe$;$größe$;",
                "SELECT a$b, $1;",
                "SELECT (1 /* ; */, 2);",
                "SELECT /* a /* nested; */ comment; */ 1;",
                "SELECT 1 -- ; COMMIT;\n;",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);",
                "DO $body$ BEGIN; COMMIT; END; $body$;",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql\nBEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; END;",
            })
    void a_semicolon_inside_something_ends_nothing(String text) {
        assertThat(SqlScanner.scan(text)).singleElement().satisfies(statement -> {
            assertThat(statement.text()).isEqualTo(text);
            assertThat(statement.terminated()).isTrue();
        });
        assertThat(SqlScanner.scan(text + "SELECT 2;")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "-- only; a comment", "/* open; comment", "/* a */ -- b\n"})
    void where_nothing_is_said_there_is_no_statement(String text) {
        assertThat(SqlScanner.scan(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 'open; COMMIT;", "SELECT $a$ open; COMMIT; $b$", "SELECT \"open; COMMIT;", "SELECT (1;"})
    void what_is_left_open_reaches_to_the_end(String text) {
        assertThat(SqlScanner.scan(text)).singleElement().satisfies(statement -> assertThat(statement.terminated())
                .isFalse());
    }

    @Test
    void rows_of_a_copy_are_no_statements() {
        List<SqlStatement> statements = SqlScanner.scan("""
                COPY devices (id, name) FROM stdin WITH (FORMAT text);
                1\tCOMMIT;
                2\tit's
                \\.
                COMMIT;
                copy t from STDIN;
                \\.
                SELECT 1;
                """);

        assertThat(statements)
                .extracting(SqlStatement::line, SqlStatement::isCopyFromStdin, SqlStatement::commits)
                .containsExactly(
                        tuple(1, true, false), tuple(5, false, true), tuple(6, true, false), tuple(8, false, false));
    }

    @Test
    void a_copy_from_a_file_has_no_rows() {
        assertThat(SqlScanner.scan("COPY t FROM '/tmp/stdin';\nSELECT 1;\n")).hasSize(2);
    }

    @Test
    void a_psql_command_is_a_statement_of_one_line() {
        List<SqlStatement> statements = SqlScanner.scan("\\set ON_ERROR_STOP on\nSELECT 1;\n\\i other.sql\n");

        assertThat(statements)
                .extracting(SqlStatement::line, SqlStatement::isPsqlCommand)
                .containsExactly(tuple(1, true), tuple(2, false), tuple(3, true));
        assertThat(statements.get(2).text()).isEqualTo("\\i other.sql");
    }

    @Test
    void windows_line_endings_count_as_lines() {
        assertThat(SqlScanner.scan("SELECT 1;\r\n\r\nSELECT '\r\n';\r\nSELECT 3;\r\n"))
                .extracting(SqlStatement::line)
                .containsExactly(1, 3, 5);
    }

    @Test
    void a_long_file_is_scanned_in_a_moment() {
        String row = "INSERT INTO t VALUES (1, 'it''s', $$x$$); -- 5 $\n";

        assertThat(SqlScanner.scan(row.repeat(100_000))).hasSize(100_000);
    }

    @Test
    void the_lines_that_pg_dump_writes_around_its_scripts_are_no_statements() {
        assertThat(SqlScanner.scan("\\restrict aB9\r\nSELECT 1;\n\\unrestrict aB9\n"))
                .extracting(SqlStatement::text)
                .containsExactly("SELECT 1;");
        assertThat(SqlScanner.scan("\\restrict a; DROP TABLE t\n\\connect db\n"))
                .as("only those two, with a key and nothing else")
                .hasSize(2)
                .allMatch(SqlStatement::isPsqlCommand);
    }

    @Test
    void a_scan_may_begin_between_two_statements() {
        String script = "SELECT 1;\nSELECT\n2;\nSELECT 3;\n";
        SqlStatement second = SqlScanner.scan(script).get(1);

        assertThat(SqlScanner.statements(script, second.to(), second.lineAfter())
                        .next())
                .extracting(SqlStatement::text, SqlStatement::line)
                .containsExactly("SELECT 3;", 4);
    }
}
