package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class BytesPropertyTest {
    @Property
    void a_size_is_a_number_below_1024_and_a_unit(@ForAll @LongRange(min = 0, max = 1L << 59) long bytes) {
        String[] words = Bytes.text(bytes).split(" ");
        assertThat(words).hasSize(2);
        assertThat(Double.parseDouble(words[0])).isBetween(0.0, 1024.0);
    }
}
