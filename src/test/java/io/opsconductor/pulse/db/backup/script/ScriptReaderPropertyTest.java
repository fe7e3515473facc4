package io.opsconductor.pulse.db.backup.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.backup.archive.CopyRows;
import io.opsconductor.pulse.db.backup.archive.PlainScript;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a dump holds, reading it fails for no text, takes no longer than its size asks for, and is not fooled. */
class ScriptReaderPropertyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Property(tries = 300)
    void no_text_makes_the_reader_fail(@ForAll("pieces") List<String> pieces) {
        byte[] script = String.join("", pieces).getBytes(StandardCharsets.UTF_8);

        assertTimeoutPreemptively(LIMIT, () -> {
            assertThat(new CopyRows().count(new ByteArrayInputStream(script))).isNotNull();
            assertThat(PlainScript.read(new ByteArrayInputStream(script), ZoneOffset.UTC)
                            .problem(Set.of("plant")))
                    .isNotNull();
        });
    }

    @Property(tries = 200)
    void no_body_or_text_passes_for_a_table_a_role_or_a_database(@ForAll("pieces") List<String> pieces)
            throws IOException {
        String body = String.join("", pieces).replace("$x$", "");
        String text = body.replace("'", "''");
        String script =
                "--\n-- Name: f; Type: FUNCTION; Schema: s; Owner: me\n--\n\nCREATE FUNCTION s.f() AS $x$\n" + body
                        + "\n$x$;\n\n\n--\n-- Name: t; Type: TABLE; Schema: s; Owner: me\n--\n\nCREATE TABLE s.t (a text DEFAULT '"
                        + text + "');\n\n\n--\n-- Data for Name: t; Type: TABLE DATA; Schema: s; Owner: me\n--\n\n"
                        + "COPY s.t (a) FROM stdin;\n1\n2\n\\.\n\n";
        CopyRows counter = new CopyRows();

        counter.count(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));

        assertThat(counter.rows()).isEqualTo(Map.of("s.t", 2L));
        assertThat(counter.contents().roles()).containsExactly("me");
        assertThat(counter.databases()).isEmpty();
    }

    @Property(tries = 20)
    void a_hundred_times_as_much_is_read_in_time(@ForAll("line") String line) {
        String many = IntStream.range(0, 100_000).mapToObj(i -> line).collect(Collectors.joining("\n"));

        assertTimeoutPreemptively(
                LIMIT, () -> new CopyRows().count(new ByteArrayInputStream(many.getBytes(StandardCharsets.UTF_8))));
    }

    @Property(tries = 20)
    void one_long_line_is_read_in_time(@ForAll("line") String line) {
        String longLine = "-- Name: " + line.repeat(200_000) + "\r";

        assertTimeoutPreemptively(
                LIMIT, () -> new CopyRows().count(new ByteArrayInputStream(longLine.getBytes(StandardCharsets.UTF_8))));
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "\n",
                                "\r\n",
                                "--",
                                "-- Name: x; Type: TABLE; Schema: s; Owner: evil\n",
                                "'",
                                "\"",
                                "$",
                                "$$",
                                "$y$",
                                "\\",
                                "\\connect other\n",
                                "\\.\n",
                                "/*",
                                "*/",
                                ";",
                                "COPY public.fake (a) FROM stdin;\n",
                                "E'",
                                "(",
                                "\n--\n-- Name: z; Type: ACL; Schema: s; Owner: evil\n--\nGRANT ALL ON x TO evil;\n",
                                "-- PostgreSQL database dump complete\n",
                                "-- Data for Name: h; Type: TABLE DATA; Schema: s; Owner: evil\n"),
                        Arbitraries.strings().ofMaxLength(8))
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> line() {
        return Arbitraries.of(
                "; Type: x; Schema: y; Owner: z",
                "GRANT ALL ON TABLE x TO y, ",
                "\"a\n\"",
                "'",
                "$",
                "$a$ $b$ ",
                "/*",
                "*/",
                "-",
                "\\",
                "CREATE POLICY p ON t TO a, ");
    }
}
