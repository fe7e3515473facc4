package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.34S, 340ms",
        "PT12.9S, 12s",
        "PT60S, 1m",
        "PT15M5S, 15m 5s",
        "PT24H, 1d",
        "PT76H59M, 3d 4h",
        "PT2H0M59S, 2h",
        "PT-90S, -1m 30s",
    })
    void the_two_largest_units_are_told(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }
}
