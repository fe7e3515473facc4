package io.opsconductor.pulse.db.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

class PlainScriptTest {
    private static final Set<String> ANY = Set.of();

    @Test
    void a_cluster_script_cut_behind_its_first_database_is_not_whole() throws IOException {
        String cut = "--\n-- PostgreSQL database cluster dump\n--\n\n\\connect plant\n\n" + database("t");

        assertThat(problem(cut, ANY))
                .contains("it does not end with pg_dumpall's closing line: it was cut after 1 of its databases");
        assertThat(problem(
                        cut + "\\connect other\n\n" + database("u")
                                + "--\n-- PostgreSQL database cluster dump complete\n--\n",
                        ANY))
                .isEmpty();
    }

    @Test
    void roles_alone_are_no_backup_of_a_database() throws IOException {
        assertThat(problem(
                        "--\n-- PostgreSQL database cluster dump\n--\n\nCREATE ROLE a;\n\n--\n"
                                + "-- PostgreSQL database cluster dump complete\n--\n\n",
                        ANY))
                .contains("it holds no database, only what databases share, such as roles");
    }

    @Test
    void a_closing_line_that_is_a_text_closes_nothing() throws IOException {
        String script = database("t").replace(CLOSING, "INSERT INTO t VALUES ('\n" + CLOSING + "');\n");

        assertThat(problem(script, ANY)).contains("it does not end with pg_dump's closing line: it was cut");
        assertThat(problem(database("t") + "INSERT INTO t VALUES ('", ANY)).isPresent();
    }

    @Test
    void line_ends_of_windows_and_a_byte_order_mark_are_read_as_psql_reads_them() throws IOException {
        String script = database("t").replace("\n", "\r\n");

        assertThat(problem(script, ANY)).isEmpty();
        assertThat(problem("\ufeff" + script, ANY)).isEmpty();
        assertThat(problem(script.substring(0, script.length() - CLOSING.length() - 20), ANY))
                .isPresent();
        PlainScript read = read(script);
        assertThat(read.only(ANY).orElseThrow().rows().rows()).containsEntry("public.t", 2L);
        assertThat(read.started()).contains(Instant.parse("2026-01-31T02:17:00Z"));
    }

    @Test
    void a_script_that_names_another_database_is_not_this_ones() throws IOException {
        String named = database("t").replace("-- Started", "\\connect other\n-- Started");

        assertThat(problem(named, Set.of("plant"))).contains("it is a dump of the database other, not of plant");
        assertThat(problem(named, Set.of("plant", "other"))).isEmpty();
        assertThat(problem(database("t"), Set.of("plant"))).as("it names none").isEmpty();
    }

    @Test
    void of_a_cluster_the_wanted_database_has_to_be_whole() throws IOException {
        String other = "--\n-- PostgreSQL database cluster dump\n--\n\n\\connect template1\n\n" + database("t")
                + "\\connect -reuse-previous=on \"dbname='a b'\"\n\n" + database("u")
                + "--\n-- PostgreSQL database cluster dump complete\n--\n";

        assertThat(problem(other, Set.of("plant")))
                .contains("it is a dump of the databases a b, template1, not of plant");
        assertThat(problem(other, Set.of("a b"))).isEmpty();
        assertThat(read(other).only(Set.of("a b")).orElseThrow().rows().rows()).containsOnlyKeys("public.u");
        assertThat(problem(
                        other.replace("-- Data for Name: u; Type: TABLE DATA", "-- x")
                                .replace("COPY public.u (a) FROM stdin;\n1\n2\n\\.\n", ""),
                        Set.of("a b")))
                .contains(PlainScript.NO_ROWS);
    }

    @Test
    void a_database_that_a_cluster_script_makes_is_not_taken_for_the_one_before_it() throws IOException {
        String cluster = "--\n-- PostgreSQL database cluster dump\n--\n\n\\connect template1\n\n" + database("t")
                + database("u").replace("-- Started", "\\connect shop\n-- Started")
                + database("v").replace("-- Started", "\\connect plant\n-- Started")
                + "--\n-- PostgreSQL database cluster dump complete\n--\n";

        PlainScript read = read(cluster);
        assertThat(read.only(Set.of("shop")).orElseThrow().rows().rows()).containsOnlyKeys("public.u");
        assertThat(read.only(Set.of("plant")).orElseThrow().rows().rows()).containsOnlyKeys("public.v");
        assertThat(read.only(Set.of("template1")).orElseThrow().rows().rows()).containsOnlyKeys("public.t");
        assertThat(read.only(ANY)).as("nothing says which").isEmpty();
    }

    @Test
    void a_command_of_psql_that_pg_dump_does_not_write_is_told_with_its_line() throws IOException {
        for (String strange : new String[] {
            "\\! rm x",
            "SELECT 1 \\! rm x",
            "\\restrictx y",
            "\\.",
            "SELECT $$x$$ \\g |sh",
            "\\unrestrict `rm x`",
            "\\restrict abc \\! rm x",
            "\\connect `rm x`",
            "\\connect t \\! rm x"
        }) {
            String script = database("t").replace("-- Started", strange + "\n-- Started");
            assertThat(problem(script, ANY).orElseThrow()).as(strange).startsWith("line 9 holds psql's command \\");
        }
        assertThat(problem(database("t").replace("1\n2\n", "\\\\! rm\n\\N\n"), ANY))
                .isEmpty();
        assertThat(problem(
                        database("t")
                                .replace(
                                        "-- Started",
                                        "SELECT '\\! x', \"\\! y\", $a$\n\\! z $a$; -- \\! a\n-- Started"),
                        ANY))
                .isEmpty();
    }

    private static final String CLOSING = "--\n-- PostgreSQL database dump complete\n--\n\n";

    private static String database(String table) {
        return "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\n-- Dumped from database version 17.6\n\n"
                + "-- Started on 2026-01-31 02:17:00 UTC\n\n--\n-- TOC entry 1 (class 1259 OID 1)\n-- Name: " + table
                + "; Type: TABLE; Schema: public; Owner: o\n--\n\nCREATE TABLE public." + table
                + " (\n    a text\n);\n\n\n--\n"
                + "-- Data for Name: " + table + "; Type: TABLE DATA; Schema: public; Owner: o\n--\n\nCOPY public."
                + table
                + " (a) FROM stdin;\n1\n2\n\\.\n\n\n-- Completed on 2026-01-31 02:17:01 UTC\n\n" + CLOSING
                + "\\unrestrict abc\n\n";
    }

    private static Optional<String> problem(String script, Set<String> wanted) throws IOException {
        return read(script).problem(wanted);
    }

    private static PlainScript read(String script) throws IOException {
        return PlainScript.read(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)), ZoneOffset.UTC);
    }
}
