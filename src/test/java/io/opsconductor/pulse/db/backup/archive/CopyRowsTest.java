package io.opsconductor.pulse.db.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

import org.junit.jupiter.api.Test;

class CopyRowsTest {
    private final CopyRows counter = new CopyRows();

    @Test
    void counts_every_line_up_to_the_end_marker() throws IOException {
        assertThat(count(table("public.t (a, b)", "1\tx", "2\ty") + table("\"S p\".u (a)", "3")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("public.t", 2L, "\"S p\".u", 1L));
    }

    @Test
    void an_empty_table_has_no_rows_and_rows_without_columns_are_empty_lines() throws IOException {
        assertThat(count(table("public.empty (a)") + table("public.nocol ", "", "")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("public.empty", 0L, "public.nocol", 2L));
    }

    @Test
    void a_value_that_looks_like_the_end_marker_is_a_row() throws IOException {
        assertThat(count(table("public.t (a)", "\\\\.", "\\.\t", "\\N", "a\\nb", "\\.x", ".")))
                .containsEntry("public.t", 6L);
    }

    @Test
    void a_name_may_hold_quotes_spaces_line_breaks_and_what_looks_like_sql() throws IOException {
        String name = "public.\"we\"\"ird\nCOPY public.x (a) FROM stdin;\"";

        assertThat(count(table(name + " (a, \"c;( FROM stdin;\")", "1", "2")))
                .containsExactlyEntriesOf(Map.of(name, 2L));
    }

    @Test
    void what_looks_like_copy_in_a_function_counts_for_nothing() throws IOException {
        String function = "CREATE FUNCTION f() AS $$\nCOPY public.fake (a) FROM stdin;\n$$;\n";

        assertThat(count(function + table("public.t (a)", "1") + function))
                .containsExactlyEntriesOf(Map.of("public.t", 1L));
    }

    @Test
    void an_archive_that_ends_inside_a_table_is_told() throws IOException {
        assertThat(count(
                        table("public.a (a)", "1") + "-- Data for Name: b; Type: TABLE DATA; Schema: public; Owner: x\n"
                                + "COPY public.b (a) FROM stdin;\n1\n"))
                .containsOnlyKeys("public.a");
        assertThat(counter.unfinished()).contains("public.b");
    }

    @Test
    void where_the_pipe_happens_to_break_makes_no_difference() throws IOException {
        String script = table("public.t (a)", "1", "\\\\.", "3") + table("public.u (a)", "4");
        InputStream byteByByte = new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };

        assertThat(counter.count(byteByByte))
                .containsExactlyInAnyOrderEntriesOf(Map.of("public.t", 3L, "public.u", 1L));
        assertThat(counter.bytes()).isEqualTo(script.length());
    }

    private SortedMap<String, Long> count(String script) throws IOException {
        return counter.count(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
    }

    private static String table(String nameAndColumns, String... rows) {
        StringBuilder script = new StringBuilder(
                        "--\n-- Data for Name: t; Type: TABLE DATA; Schema: s; Owner: o\n--\n\n")
                .append("COPY ")
                .append(nameAndColumns)
                .append(" FROM stdin;\n");
        for (String row : rows) {
            script.append(row).append('\n');
        }
        return script.append("\\.\n\n\n").toString();
    }
}
