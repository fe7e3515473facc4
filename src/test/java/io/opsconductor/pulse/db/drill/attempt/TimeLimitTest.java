package io.opsconductor.pulse.db.drill.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class TimeLimitTest {
    @Test
    void a_drill_may_take_a_day_or_four_times_the_rto_or_what_is_configured() {
        assertThat(TimeLimit.longest(Optional.empty(), Optional.empty())).isEqualTo(Duration.ofDays(1));
        assertThat(TimeLimit.longest(Optional.empty(), hours(6))).isEqualTo(Duration.ofDays(1));
        assertThat(TimeLimit.longest(Optional.empty(), hours(7))).isEqualTo(Duration.ofHours(28));
        assertThat(TimeLimit.longest(hours(2), hours(7))).isEqualTo(Duration.ofHours(2));
    }

    private static Optional<Duration> hours(long hours) {
        return Optional.of(Duration.ofHours(hours));
    }
}
