package io.opsconductor.pulse.db.backup.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LineBreaksTest {

    /** Bytes beside the line break, above and below, are those that arithmetic on eight at once would mistake for it. */
    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.of(
                        (byte) '\n',
                        (byte) 0x0B,
                        (byte) 0x09,
                        (byte) 0x8A,
                        (byte) 0,
                        (byte) -1,
                        (byte) 0x80,
                        (byte) '\\',
                        (byte) '.')
                .array(byte[].class)
                .ofMaxSize(80);
    }

    @Property
    void the_next_line_break_is_the_one_that_a_look_at_each_byte_finds(
            @ForAll("bytes") byte[] buffer,
            @ForAll @IntRange(max = 80) int first,
            @ForAll @IntRange(max = 80) int last) {
        int from = Math.min(Math.min(first, last), buffer.length);
        int to = Math.min(Math.max(first, last), buffer.length);
        int expected = from;
        while (expected < to && buffer[expected] != '\n') {
            expected++;
        }
        assertThat(LineBreaks.next(buffer, from, to)).isEqualTo(expected);
    }

    @Property
    void whole_lines_are_passed_over_as_a_look_at_each_byte_does(
            @ForAll("bytes") byte[] buffer, @ForAll @IntRange(max = 80) int first) {
        int from = Math.min(first, buffer.length);
        long lines = 0;
        int begin = from;
        for (int at = from; at < buffer.length && !mayEndRows(buffer, begin); at++) {
            lines += buffer[at] == '\n' ? 1 : 0;
            begin = buffer[at] == '\n' ? at + 1 : begin;
        }
        LineBreaks found = new LineBreaks();
        assertThat(found.rows(buffer, from, buffer.length)).isEqualTo(begin);
        assertThat(found.count()).isEqualTo(lines);
    }

    private static boolean mayEndRows(byte[] buffer, int at) {
        return at < buffer.length && buffer[at] == '\\' && (at + 1 == buffer.length || buffer[at + 1] == '.');
    }

    /** What a table's rows may hold, in pieces of any size: each line counts once, and none behind the table's end. */
    @Property
    void rows_are_counted_alike_however_they_are_cut(
            @ForAll("lines") List<String> lines,
            @ForAll @IntRange(min = 1, max = 20) int piece,
            @ForAll boolean wanted) {
        String end = lines.size() % 2 == 0 ? "\\.\n" : "\\.\r\n";
        byte[] text = (String.join("", lines) + end + "not a row\n").getBytes(StandardCharsets.UTF_8);
        List<String> told = new ArrayList<>();
        long[] counted = {0};
        ScriptEvents events = new ScriptEvents() {
            @Override
            public void row(String line) {
                told.add(line + "\n");
            }

            @Override
            public void rows(long count) {
                counted[0] += count;
            }
        };
        CopyBlock block = new CopyBlock(100);
        block.begin(wanted);
        int at = 0;
        while (!block.ended()) {
            at = block.read(text, at, Math.min(text.length, at + piece), events);
        }

        assertThat(text.length - at).isEqualTo("not a row\n".length());
        assertThat(block.lines()).isEqualTo(lines.size() + 1);
        assertThat(told).isEqualTo(wanted ? lines : List.of());
        assertThat(counted[0]).isEqualTo(wanted ? 0 : lines.size());
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of(
                        "\n", "\\N\n", "1\t\\N\n", "\\\\.\n", "a\\.\n", "\\.a\n", "\r\n", "\\\n", "ünïcode\tand more\n")
                .list()
                .ofMaxSize(12);
    }
}
