package io.opsconductor.pulse.db.timescale.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IntegerListTest {
    private static List<Long> read(String text) {
        IntegerList list = new IntegerList(text);
        List<Long> values = new ArrayList<>();
        while (list.hasNext()) {
            values.add(list.next());
        }
        return values;
    }

    @Property
    void what_the_server_writes_is_read_as_it_was(@ForAll List<Long> values) {
        String text = values.toString().replace(" ", "").replace('[', '{').replace(']', '}');
        assertThat(read(text)).isEqualTo(values);
    }

    @Test
    void the_bounds_of_time_are_read() {
        assertThat(read("{-9223372036854775808,9223372036854775807}")).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
