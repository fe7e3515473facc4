package io.opsconductor.pulse.db.timescale.catalog;

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
    void aJobThatDoesNotFailIsNotHeldBack() {
        assertThat(longest(HOUR, HOUR, false, 0, 0)).isZero();
    }

    @Test
    void eachFailureAddsARetryPeriodAndAnEighthOfJitter() {
        assertThat(longest(HOUR, Duration.ofMinutes(8), false, 1, 0)).isEqualTo(Duration.ofMinutes(9));
        assertThat(longest(HOUR, Duration.ofMinutes(8), false, 3, 0)).isEqualTo(Duration.ofMinutes(27));
    }

    @Test
    void fiveIntervalsAreTheMost() {
        assertThat(longest(HOUR, HOUR, false, 5, 0))
                .isEqualTo(Duration.ofMinutes(5 * 60 + 37).plusSeconds(30));
        assertThat(longest(HOUR, HOUR, false, 1_000_000, 0))
                .isEqualTo(Duration.ofMinutes(5 * 60 + 37).plusSeconds(30));
    }

    @Test
    void twentyRetryPeriodsAreTheMost() {
        assertThat(longest(Duration.ofDays(1), Duration.ofMinutes(8), false, 21, 0))
                .isEqualTo(Duration.ofMinutes(180));
    }

    @Test
    void aFixedScheduleTriesAgainInTheNextSlotAtTheLatest() {
        assertThat(longest(HOUR, HOUR, true, 4, 0)).isEqualTo(HOUR);
    }

    @Test
    void afterACrashAreAtLeastFiveMinutes() {
        assertThat(longest(Duration.ofSeconds(10), Duration.ofSeconds(1), false, 0, 1))
                .isEqualTo(FIVE_MINUTES);
        assertThat(longest(Duration.ofSeconds(10), Duration.ofSeconds(1), false, 1, 0))
                .isLessThan(FIVE_MINUTES);
    }
}
