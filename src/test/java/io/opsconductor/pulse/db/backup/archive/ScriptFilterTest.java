package io.opsconductor.pulse.db.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.backup.script.ScriptReader;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a script goes to the server, and in which order. */
class ScriptFilterTest {
    private static final String HEAD = "--\n-- PostgreSQL database dump\n--\n\n";

    private static final String SCRIPT = String.join(
            "\n",
            "--",
            "-- PostgreSQL database dump",
            "--",
            "",
            "\\restrict abc",
            "",
            "-- Dumped from database version 17.6",
            "",
            "SET client_encoding = 'UTF8';",
            "SET transaction_timeout = 0;",
            "SELECT pg_catalog.set_config('search_path', '', false);",
            "DROP TABLE public.t;",
            "--",
            "-- Name: plant; Type: DATABASE; Schema: -; Owner: me",
            "--",
            "",
            "CREATE DATABASE plant;",
            "\\connect plant",
            "--",
            "-- Name: public; Type: SCHEMA; Schema: -; Owner: me",
            "--",
            "",
            "CREATE SCHEMA public;",
            "",
            "",
            "ALTER SCHEMA public OWNER TO me;",
            "",
            "SET SESSION AUTHORIZATION 'me';",
            "",
            "SET default_tablespace = fast;",
            "",
            "--",
            "-- Name: t; Type: TABLE; Schema: public; Owner: me",
            "--",
            "",
            "CREATE TABLE public.t (",
            "    a text -- ; no end",
            ")",
            "PARTITION BY LIST (a);",
            "",
            "",
            "ALTER TABLE public.t OWNER TO me;",
            "",
            "--",
            "-- Name: f(); Type: FUNCTION; Schema: public; Owner: me",
            "--",
            "",
            "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC",
            " SELECT 1;",
            " SELECT 2;",
            "END;",
            "",
            "--",
            "-- Data for Name: t; Type: TABLE DATA; Schema: public; Owner: me",
            "--",
            "",
            "COPY public.t (a) FROM stdin; CREATE ROLE beside;",
            "1",
            "\\\\.x;",
            "\\.",
            "",
            "",
            "--",
            "-- Data for Name: u; Type: TABLE DATA; Schema: public; Owner: me",
            "--",
            "",
            "INSERT INTO public.u VALUES ('a;b');",
            "INSERT INTO public.u VALUES ('c');",
            "",
            "",
            "--",
            "-- Name: i; Type: INDEX; Schema: public; Owner: me",
            "--",
            "",
            "CREATE INDEX i ON public.t (a);",
            "",
            "",
            "--",
            "-- Name: TABLE t; Type: ACL; Schema: public; Owner: me",
            "--",
            "",
            "GRANT ALL ON TABLE public.t TO you;",
            "",
            "",
            "--",
            "-- PostgreSQL database dump complete",
            "--",
            "",
            "CREATE ROLE behind;",
            "");

    @Test
    void its_entries_are_those_of_an_archive_with_what_statements_tell() throws IOException {
        ScriptToc toc = new ScriptToc(1);
        new ScriptReader(toc).read(input(SCRIPT));

        List<TocEntry> entries = toc.toc("plant").entries();
        assertThat(toc.toc("plant").serverVersion()).isEqualTo("17.6");
        assertThat(entries)
                .extracting(TocEntry::id, TocEntry::type, TocEntry::section, TocEntry::tag)
                .containsExactly(
                        tuple(2, "SCHEMA", Section.PRE_DATA, "public"),
                        tuple(3, "TABLE", Section.PRE_DATA, "t"),
                        tuple(4, "FUNCTION", Section.PRE_DATA, "f()"),
                        tuple(5, "TABLE DATA", Section.DATA, "t"),
                        tuple(6, "TABLE DATA", Section.DATA, "u"),
                        tuple(7, "INDEX", Section.POST_DATA, "i"),
                        tuple(8, "ACL", Section.POST_DATA, "TABLE t"));
        assertThat(entries.get(1).definition()).contains("\nPARTITION BY ").endsWith("OWNER TO me;");
        assertThat(entries.get(3).copy()).isEqualTo("COPY public.t (a) FROM stdin;");
        assertThat(entries.get(6).definition()).endsWith("GRANT ALL ON TABLE public.t TO you;");
    }

    @Test
    void of_entries_that_are_not_selected_only_settings_go_and_a_selected_one_goes_as_a_whole() throws IOException {
        assertThat(sent(SCRIPT, new ScriptSelection(Set.of(2, 4), true, true)))
                .containsExactly(
                        "encoding UTF8",
                        "11: SELECT pg_catalog.set_config('search_path', '', false);",
                        "26: ALTER SCHEMA public OWNER TO me;",
                        "28: SET SESSION AUTHORIZATION 'me';",
                        "30: SET default_tablespace = fast;",
                        "48: CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC\n SELECT 1;\n SELECT 2;\nEND;");
    }

    @Test
    void rows_go_as_they_are_with_their_line_and_inserts_together() throws IOException {
        assertThat(sent(SCRIPT, new ScriptSelection(Set.of(5, 6), false, false)))
                .containsExactly(
                        "encoding UTF8",
                        "11: SELECT pg_catalog.set_config('search_path', '', false);",
                        "57: COPY public.t (a) FROM stdin;",
                        "rows 1\n\\\\.x;\n\\.\n",
                        "67: INSERT INTO public.u VALUES ('a;b');\nINSERT INTO public.u VALUES ('c');");
    }

    @Test
    void what_goes_does_not_depend_on_how_the_script_is_cut_into_pieces_or_on_its_line_ends() throws IOException {
        ScriptSelection all = new ScriptSelection(Set.of(2, 3, 4, 5, 6, 7, 8), true, false);
        List<String> whole = sent(SCRIPT, all);

        assertThat(whole.get(whole.size() - 1)).isEqualTo("82: GRANT ALL ON TABLE public.t TO you;");
        assertThat(sent(bytewise(SCRIPT), all)).isEqualTo(whole);
        assertThat(sent(SCRIPT.replace("\n", "\r\n"), all).stream()
                        .map(text -> text.replace("\r", ""))
                        .toList())
                .isEqualTo(whole);
    }

    /** A schema may bear any name, and may be anyone's. */
    @Test
    void a_schemas_name_does_not_make_rows_something_else() throws IOException {
        String posing = HEAD
                + String.join(
                        "\n",
                        "--",
                        "-- Data for Name: t; Type: TABLE DATA; Schema: x; Type: COMMENT; Schema: y; Owner: me",
                        "--",
                        "",
                        "COPY \"x; Type: COMMENT; Schema: y\".t (a) FROM stdin;",
                        "1",
                        "\\.",
                        "--",
                        "-- PostgreSQL database dump complete",
                        "--",
                        "");
        ScriptToc toc = new ScriptToc(1);
        new ScriptReader(toc).read(input(posing));

        assertThat(toc.toc("plant").entries())
                .extracting(TocEntry::type, TocEntry::section)
                .containsExactly(tuple("TABLE DATA", Section.DATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY public.t (a) FROM stdin;\n1\n\\.\n", "INSERT INTO public.t VALUES (1);\n"})
    void rows_that_are_not_announced_as_data_are_refused(String rows) {
        String posing = HEAD + "--\n-- Name: t; Type: COMMENT; Schema: public; Owner: me\n--\n\n" + rows;

        assertThatThrownBy(() -> sent(posing, new ScriptSelection(Set.of(1), false, false)))
                .isInstanceOf(PulseFailure.class)
                .hasMessageContaining("rows stand in an entry that is not announced as data");
    }

    private static List<String> sent(String script, ScriptSelection selection) throws IOException {
        return sent(input(script), selection);
    }

    private static List<String> sent(InputStream script, ScriptSelection selection) throws IOException {
        List<String> sent = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        new ScriptFilter(1, selection, new ScriptSink() {
                    @Override
                    public void encoding(String name) {
                        sent.add("encoding " + name);
                    }

                    @Override
                    public void run(byte[] sql, int length, long line) {
                        sent.add(line + ": " + text(sql, 0, length));
                    }

                    @Override
                    public void copy(byte[] sql, int length, long line) {
                        sent.add(line + ": " + text(sql, 0, length).strip());
                    }

                    @Override
                    public void rows(byte[] buffer, int from, int to) {
                        rows.append(text(buffer, from, to));
                    }

                    @Override
                    public void endOfRows() {
                        sent.add("rows " + rows);
                    }
                })
                .read(script);
        return sent;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static InputStream input(String script) {
        return new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream bytewise(String script) {
        return new FilterInputStream(input(script)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
    }
}
