package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.0 kB",
        "1048575, 1.0 MB",
        "3565158, 3.4 MB",
        "12884901888, 12.0 GB",
        "9223372036854775807, 8192.0 PB"
    })
    void sizes_read_as_postgresql_shows_them(long bytes, String text) {
        assertThat(Bytes.text(bytes)).isEqualTo(text);
    }
}
