package io.opsconductor.pulse.db.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @Test
    void an_interval_has_its_first_turn_at_once_and_more_after_that() throws Exception {
        CountDownLatch turns = new CountDownLatch(3);
        try (Timetable timetable = new Timetable()) {
            timetable.every(Duration.ofMillis(10), turns::countDown);
            assertThat(turns.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void a_cron_expression_has_its_turn() throws Exception {
        CountDownLatch turns = new CountDownLatch(1);
        try (Timetable timetable = new Timetable()) {
            timetable.at(BackupSchedule.parse("daily", "* * * * *"), turns::countDown);
            assertThat(turns.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void a_long_pause_is_cut_so_that_a_leap_of_the_clock_is_noticed() {
        assertThat(Timetable.pause(NOW.plus(Duration.ofDays(1)), NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Timetable.pause(NOW.plusSeconds(10), NOW)).isEqualTo(Duration.ofMillis(10_001));
        assertThat(Timetable.pause(NOW.minusSeconds(10), NOW)).isNegative();
    }

    @Test
    void a_clock_that_is_set_back_brings_the_turn_that_is_next_by_it() {
        Instant awaited = NOW.plus(Duration.ofHours(3));
        assertThat(Timetable.sooner(awaited, Optional.of(NOW.plusSeconds(1)))).contains(NOW.plusSeconds(1));
        assertThat(Timetable.sooner(awaited, Optional.of(awaited))).contains(awaited);
        assertThat(Timetable.sooner(awaited, Optional.of(awaited.plusSeconds(1))))
                .contains(awaited);
        assertThat(Timetable.sooner(awaited, Optional.empty())).contains(awaited);
    }

    @Test
    void nothing_is_put_on_a_timetable_that_has_ended() {
        Timetable timetable = new Timetable();
        timetable.close();
        assertThatThrownBy(() -> timetable.every(Duration.ofDays(1), () -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
