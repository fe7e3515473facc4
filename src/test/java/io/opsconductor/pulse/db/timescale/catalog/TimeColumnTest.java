package io.opsconductor.pulse.db.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.timescale.Facts;
import org.junit.jupiter.api.Test;

class TimeColumnTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final TimeColumn time = new TimeColumn("time", false, OptionalLong.empty(), Optional.empty());
    private final TimeColumn seq = new TimeColumn("seq", true, OptionalLong.of(1000), Optional.empty());

    @Test
    void time_is_counted_in_microseconds_since1970() {
        long end = Facts.NOW.getEpochSecond() * 1_000_000 - 1;
        assertThat(time.age(end, SECOND, Facts.NOW)).contains(Facts.MICRO);
        assertThat(time.endText(0)).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void integers_are_counted_from_their_own_present() {
        assertThat(seq.age(400, Duration.ofMillis(1), Facts.NOW)).contains(Duration.ofMillis(600));
        assertThat(seq.age(1400, SECOND, Facts.NOW)).contains(Duration.ofSeconds(-400));
        assertThat(seq.endText(400)).isEqualTo("400");
    }

    @Test
    void an_integer_stands_for_its_time_since1970_whatever_passed_between_two_clocks() {
        Instant end = Instant.parse("2026-11-07T00:00:00Z");
        Duration millisecond = Duration.ofMillis(1);

        assertThat(seq.around(end.toEpochMilli(), millisecond, end.minusMillis(7)))
                .isEqualTo(end);
        assertThat(seq.around(400, SECOND, end.minusMillis(7)))
                .as("a column that counts from elsewhere")
                .isEqualTo(end.minusSeconds(1));
    }

    @Test
    void without_a_present_integers_have_no_age() {
        TimeColumn lost = new TimeColumn("seq", true, OptionalLong.empty(), Optional.empty());
        assertThat(lost.age(400, SECOND, Facts.NOW)).isEmpty();
    }

    @Test
    void open_ends_and_overflows_are_only_very_long() {
        Duration day = Duration.ofDays(1);
        assertThat(seq.age(Long.MIN_VALUE, day, Facts.NOW)).contains(TimeColumn.ENDLESS);
        assertThat(seq.age(Long.MAX_VALUE, day, Facts.NOW)).contains(TimeColumn.ENDLESS.negated());
        assertThat(time.age(Long.MAX_VALUE, day, Facts.NOW).orElseThrow().isNegative())
                .isTrue();
        assertThat(time.age(Long.MIN_VALUE, day, Facts.NOW).orElseThrow()).isGreaterThan(Duration.ofDays(365_000));
    }
}
