package io.opsconductor.pulse.db.timescale.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkStateTest {
    @ParameterizedTest(name = "status {0} is {1}")
    @CsvSource({
        "0, NEVER_COMPRESSED",
        "1, COMPRESSED",
        "3, UNORDERED",
        "9, PARTIAL",
        "11, PARTIAL",
        "4, FROZEN",
        "5, COMPRESSED",
        "13, FROZEN",
        "2, NEVER_COMPRESSED"
    })
    void status_bits_tell_the_state(int status, ChunkState state) {
        assertThat(ChunkState.of(status)).isEqualTo(state);
    }
}
