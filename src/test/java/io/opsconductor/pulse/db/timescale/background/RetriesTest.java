package io.opsconductor.pulse.db.timescale.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private static Duration longest(Duration every, Duration period, boolean fixed, int failures, int crashes) {
        return new Retries(every, period, fixed, failures, crashes).longest();
    }

    @Test
    void a_job_that_does_not_fail_is_not_held_back() {
        assertThat(longest(HOUR, HOUR, false, 0, 0)).isZero();
    }

    @Test
    void each_failure_adds_a_retry_period_and_an_eighth_of_jitter() {
        assertThat(longest(HOUR, Duration.ofMinutes(8), false, 1, 0)).isEqualTo(Duration.ofMinutes(9));
        assertThat(longest(HOUR, Duration.ofMinutes(8), false, 3, 0)).isEqualTo(Duration.ofMinutes(27));
    }

    @Test
    void five_intervals_are_the_most() {
        assertThat(longest(HOUR, HOUR, false, 5, 0))
                .isEqualTo(Duration.ofMinutes(5 * 60 + 37).plusSeconds(30));
        assertThat(longest(HOUR, HOUR, false, 1_000_000, 0))
                .isEqualTo(Duration.ofMinutes(5 * 60 + 37).plusSeconds(30));
    }

    @Test
    void twenty_retry_periods_are_the_most() {
        assertThat(longest(Duration.ofDays(1), Duration.ofMinutes(8), false, 21, 0))
                .isEqualTo(Duration.ofMinutes(180));
    }

    @Test
    void a_fixed_schedule_tries_again_in_the_next_slot_at_the_latest() {
        assertThat(longest(HOUR, HOUR, true, 4, 0)).isEqualTo(HOUR);
    }

    @Test
    void after_a_crash_are_at_least_five_minutes() {
        assertThat(longest(Duration.ofSeconds(10), Duration.ofSeconds(1), false, 0, 1))
                .isEqualTo(FIVE_MINUTES);
        assertThat(longest(Duration.ofSeconds(10), Duration.ofSeconds(1), false, 1, 0))
                .isLessThan(FIVE_MINUTES);
    }
}
