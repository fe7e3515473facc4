package io.opsconductor.pulse.db.timescale.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A variable has capitals and {@code _} for whatever a table's name has. */
class SpeltNamesTest {

    @ParameterizedTest
    @CsvSource({
        "iot_reading, iot, reading",
        "_iot_reading_, iot, reading",
        "iot_reading, IoT, Reading",
        "odd_schema_tele_m_x, Odd Schema, Tele'm.x",
        "iot_reading, public, iot_reading",
        "public_reading, public, reading",
        "reading_1, public, reading-1"
    })
    void the_one_table_that_it_spells_is_meant(String spelt, String schema, String table) {
        assertThat(meant(spelt, new HypertableName(schema, table), new HypertableName("other", "table")))
                .contains(new HypertableName(schema, table));
    }

    @Test
    void of_several_that_it_spells_none_is_meant() {
        assertThat(meant(
                        "iot_reading",
                        new HypertableName("iot", "reading"),
                        new HypertableName("public", "iot_reading")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"iot_readin, iot, reading", "reading, iot, reading", "iot, iot, reading", "iotreading, iot, reading"})
    void another_table_is_not(String spelt, String schema, String table) {
        assertThat(meant(spelt, new HypertableName(schema, table))).isEmpty();
    }

    @Test
    void a_written_name_means_what_is_written_only() {
        assertThat(promise("iot_reading", Origin.WRITTEN)
                        .meant(List.of(new HypertableName("iot", "reading")), Function.identity()))
                .isEmpty();
    }

    @Test
    void what_is_configured_is_from_then_on_called_as_the_table_is() {
        assertThat(promise("iot_reading", Origin.VARIABLES)
                        .named(new HypertableName("iot", "reading"))
                        .name())
                .isEqualTo("iot.reading");
    }

    private static Optional<HypertableName> meant(String spelt, HypertableName... found) {
        return promise(spelt, Origin.VARIABLES).meant(Stream.of(found).toList(), Function.identity());
    }

    private static Expectation promise(String name, Origin origin) {
        Expectation none = Expectation.none(name);
        return new Expectation(
                name,
                none.compressAfter(),
                none.dropAfter(),
                none.compressGrace(),
                none.dropGrace(),
                false,
                none.integerStep(),
                origin);
    }
}
