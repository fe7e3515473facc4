package io.opsconductor.pulse.db.backup.take;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpEncodingTest {
    @Test
    void latin1_can_be_written_in_utf8_whatever_it_holds() {
        assertThat(DumpEncoding.arguments("LATIN1")).containsExactly("--encoding=UTF8");
    }

    /** The last three have bytes that are no character of UTF-8: pg_dump would fail of them. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF8", "SQL_ASCII", "EUC_JP", "WIN1252"})
    void others_stay_as_they_are(String server) {
        assertThat(DumpEncoding.arguments(server)).isEmpty();
    }
}
