package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes of a file are whitespace and nothing else. */
class NormalisedTextTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource
    void means_the_same(String before, String after) {
        assertThat(NormalisedText.digest(after)).isEqualTo(NormalisedText.digest(before));
    }

    static Stream<Arguments> means_the_same() {
        return Stream.of(
                pair("SELECT a,b FROM t;", "\tSELECT a ,\n  b\r\nFROM t\n;\n\n"),
                pair("CREATE TABLE t (n int);", "CREATE TABLE t\n(\n    n int\n);"),
                pair("SELECT 1; -- one\nSELECT 2;", "SELECT 1;  --   one  \n\n\nSELECT 2;"),
                pair("SELECT /* a b */ 1;", "SELECT\n/* a\n   b */\n1;"),
                pair("DO $$\nBEGIN\nEND $$;", "DO   $$\r\nBEGIN\r\nEND $$ ;"),
                pair("SELECT 'a'\n'b';", "SELECT   'a'  \n\n   'b';"),
                pair("COPY t FROM stdin;\n1\tx\n\\.\nSELECT 1;", "COPY t  FROM stdin;\n1\tx\n\\.\n\n SELECT  1;"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource
    void means_something_else(String before, String after) {
        assertThat(NormalisedText.digest(after)).isNotEqualTo(NormalisedText.digest(before));
    }

    static Stream<Arguments> means_something_else() {
        return Stream.of(
                pair("SELECT 'a b';", "SELECT 'a  b';"),
                pair("SELECT 'it''s  x';", "SELECT 'it''s x';"),
                pair("SELECT E'it\\'s  x';", "SELECT E'it\\'s x';"),
                pair("SELECT \"a b\";", "SELECT \"a  b\";"),
                pair("DO $$ a  b $$;", "DO $$ a b $$;"),
                pair("DO $x$ '$$'  b $x$;", "DO $x$ '$$' b $x$;"),
                pair("SELECT 'a'\n'b';", "SELECT 'a' 'b';"),
                pair("SELECT ab;", "SELECT a b;"),
                pair("SELECT 1 - -1;", "SELECT 1 --1;"),
                pair("SELECT a <= b;", "SELECT a < = b;"),
                pair("SELECT E 'x';", "SELECT E'x';"),
                // The whole difference is a line break, which Flyway's checksum does not see.
                pair("SELECT 1; -- and\nDROP TABLE t;", "SELECT 1; -- and DROP TABLE t;"),
                pair("COPY t FROM stdin;\n1\tx\n\\.\n", "COPY t FROM stdin;\n1 x\n\\.\n"),
                pair("COPY t FROM stdin;\n1\tx\n\\.\n", "COPY t FROM stdin;\n1\tx \n\\.\n"),
                pair("SELECT 1; -- why", "SELECT 1; -- why not"));
    }

    @Test
    void unfinished_texts_come_to_an_end() {
        for (String text : new String[] {"'a", "\"a", "$$ a", "/* a", "-- a", "E'\\", "COPY t FROM stdin;", "$", ""}) {
            assertThat(NormalisedText.digest(text)).as(text).hasSize(64);
        }
    }

    @Test
    void a_long_text_is_digested_in_parts() {
        String body = "DO $$" + "x \uD83D\uDE00".repeat(20_001) + "$$;\n";
        String text = body + "INSERT INTO t VALUES (1, 'x');\n".repeat(20_000);

        assertThat(NormalisedText.digest(text.replace("\n", "\r\n   "))).isEqualTo(NormalisedText.digest(text));
        assertThat(NormalisedText.digest(text.replace("\uD83D\uDE00", "\uD83D\uDE01")))
                .isNotEqualTo(NormalisedText.digest(text));
    }

    private static Arguments pair(String before, String after) {
        return Arguments.of(before, after);
    }

    @Test
    void a_line_that_silences_a_rule_is_no_change() {
        String before = "SELECT 1;\nDROP TABLE t; -- gone\n";
        String after =
                "-- pulse:allow drop-in-use: nobody reads it\nSELECT 1;\n-- pulse:allow x: y\nDROP TABLE t; -- gone\n";

        assertThat(NormalisedText.digest(after)).isEqualTo(NormalisedText.digest(before));
        assertThat(NormalisedText.isDigestOf(after, NormalisedText.digest(before)))
                .isTrue();
        assertThat(NormalisedText.digest("SELECT 1; -- pulse:other")).isNotEqualTo(NormalisedText.digest("SELECT 1;"));
    }

    @Test
    void a_digest_of_the_first_release_which_counted_such_lines_stays_valid() {
        String script = "-- pulse:allow drop-in-use: nobody reads it\nDROP TABLE t;\n";

        assertThat(NormalisedText.isDigestOf(
                        script, "d57c4146128f2eff957a33b90b0c974b0ed7d55cc666658610afe45fd9863d94"))
                .isTrue();
        assertThat(NormalisedText.isDigestOf(
                        script.replace("nobody", "who"),
                        "d57c4146128f2eff957a33b90b0c974b0ed7d55cc666658610afe45fd9863d94"))
                .isFalse();
    }

    /** As the first release took them; databases hold digests like these. */
    @ParameterizedTest
    @MethodSource
    void a_digest_that_a_database_holds_stays_valid(String script, String digest) {
        assertThat(NormalisedText.digest(script)).isEqualTo(digest);
    }

    static Stream<Arguments> a_digest_that_a_database_holds_stays_valid() {
        return Stream.of(
                pair(
                        "SELECT  a ,b FROM t -- note\r\n;\n/* x\n  y */ SELECT E'it\\'s\r\n' 'a'\n'b', \"A  b\", $1;\n",
                        "777ad42ac3c47262b3099ef479c143640fef9776dea1fd33c4c3447604316fce"),
                pair(
                        "BEGIN;\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $größe$\r\n BEGIN  RETURN 1; END $größe$;\nCOMMIT;\n",
                        "4a8072f378029887e9c42df8d6f4419adb44b3c8c248390f1b1c6927f60235e4"),
                pair(
                        "COPY t (a, b) FROM stdin WITH (FORMAT csv);\n1,  2\n\\.\nCOPY u FROM STDIN; -- rows\r\n1\t 2\r\n\\.\r\nSELECT x[ 1 ],'é' ;",
                        "99d1d2d1f09a3e1660731d52696e5fff16732d9692cd1d64ad73b53baaa4ac82"),
                pair(
                        "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a ; DELETE FROM b) ;\nDO $$\nBEGIN\nEND $$;\n\\restrict abc123\n",
                        "16e4e1b1c816dffb94447deb0adddc554184a6eed0d44912fd9d728f35415438"));
    }
}
