package io.opsconductor.pulse.db.backup.script;

import static org.assertj.core.api.Assertions.assertThat;

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
        return Arbitraries.of((byte) '\n', (byte) 0x0B, (byte) 0x09, (byte) 0x8A, (byte) 0, (byte) -1, (byte) 0x80)
                .array(byte[].class)
                .ofMaxSize(40);
    }

    @Property
    void the_next_line_break_is_the_one_that_a_look_at_each_byte_finds(
            @ForAll("bytes") byte[] buffer,
            @ForAll @IntRange(max = 40) int first,
            @ForAll @IntRange(max = 40) int last) {
        int from = Math.min(Math.min(first, last), buffer.length);
        int to = Math.min(Math.max(first, last), buffer.length);
        int expected = from;
        while (expected < to && buffer[expected] != '\n') {
            expected++;
        }
        assertThat(LineBreaks.next(buffer, from, to)).isEqualTo(expected);
    }
}
