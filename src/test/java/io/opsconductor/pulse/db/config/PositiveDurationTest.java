package io.opsconductor.pulse.db.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositiveDurationTest {
    private final PositiveDuration converter = new PositiveDuration();

    @ParameterizedTest
    @CsvSource({
        "90s, PT90S",
        "15m, PT15M",
        "24h, PT24H",
        "30d, PT720H",
        "PT15M, PT15M",
        "' 5s ', PT5S",
        "250ms, PT0.25S"
    })
    void durations_are_read_as_people_write_them(String text, Duration duration) {
        assertThat(converter.convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "PT0S", "-5m", "-PT5M"})
    void what_is_not_longer_than_zero_is_refused(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("write 90s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1 fortnight", "5x", "h", "99999999999999999999d"})
    void what_is_no_duration_is_refused(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a duration");
    }
}
