package io.opsconductor.pulse.db.backup.take;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpEncodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "EUC_JP", "WIN1252"})
    void a_dump_is_written_in_utf8_in_which_its_names_are_read(String server) {
        assertThat(DumpEncoding.arguments(server)).containsExactly("--encoding=UTF8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF8", "SQL_ASCII", "MULE_INTERNAL"})
    void what_is_utf8_or_has_no_conversion_stays_as_it_is(String server) {
        assertThat(DumpEncoding.arguments(server)).isEmpty();
    }
}
