package io.opsconductor.pulse.db.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @Test
    void anIntervalHasItsFirstTurnAtOnceAndMoreAfterThat() throws Exception {
        CountDownLatch turns = new CountDownLatch(3);
        try (Timetable timetable = new Timetable()) {
            timetable.every(Duration.ofMillis(10), turns::countDown);
            assertThat(turns.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void aCronExpressionHasItsTurn() throws Exception {
        CountDownLatch turns = new CountDownLatch(1);
        try (Timetable timetable = new Timetable()) {
            timetable.at("* * * * *", turns::countDown);
            assertThat(turns.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void whatIsNoCronExpressionIsRefused() {
        try (Timetable timetable = new Timetable()) {
            for (String wrong : new String[] {"", "61 2 * * *", "17 2 * *", "every day", "17 2 * * * 2026 1"}) {
                assertThatThrownBy(() -> timetable.at(wrong, () -> {})).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aLongPauseIsCutSoThatALeapOfTheClockIsNoticed() {
        assertThat(Timetable.pause(NOW.plus(Duration.ofDays(1)), NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Timetable.pause(NOW.plusSeconds(10), NOW)).isEqualTo(Duration.ofMillis(10_001));
        assertThat(Timetable.pause(NOW.minusSeconds(10), NOW)).isNegative();
    }

    @Test
    void nothingIsPutOnATimetableThatHasEnded() {
        Timetable timetable = new Timetable();
        timetable.close();
        assertThatThrownBy(() -> timetable.every(Duration.ofDays(1), () -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
