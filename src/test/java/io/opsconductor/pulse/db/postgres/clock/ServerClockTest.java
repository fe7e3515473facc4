package io.opsconductor.pulse.db.postgres.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerClockTest {
    private static final Instant ASKED = Instant.parse("2026-11-28T06:00:00Z");
    private static final Instant ANSWERED = ASKED.plusSeconds(90);

    /** However long it took, what lies between is the same time. */
    @ParameterizedTest
    @CsvSource({"-1, -1", "0, 0", "45, 0", "90, 0", "91, 1", "10890, 10800", "-10800, -10800"})
    void clocks_differ_by_what_waiting_for_the_answer_does_not_explain(long showed, long apart) {
        ServerClock clock = ServerClock.of(ASKED.plusSeconds(showed), ASKED, ANSWERED);

        assertThat(Duration.between(clock.here(), clock.server())).isEqualTo(Duration.ofSeconds(apart));
        assertThat(clock.later(ASKED)).isEqualTo(ASKED.plusSeconds(Math.max(0, apart)));
    }

    @Test
    void a_clock_at_the_end_of_time_is_not_counted_by() {
        assertThat(ServerClock.of(ASKED.plus(Duration.ofDays(3650)), ASKED, ASKED)
                        .later(ASKED))
                .isEqualTo(ASKED.plus(Duration.ofDays(3650)));
        assertThat(ServerClock.of(ASKED.plus(Duration.ofDays(3650)).plusSeconds(1), ASKED, ASKED)
                        .later(ASKED))
                .isEqualTo(ASKED);
        assertThat(ServerClock.of(OffsetDateTime.MAX.toInstant(), ASKED, ASKED).later(ASKED))
                .isEqualTo(ASKED);
    }

    @Test
    void without_a_server_this_machines_clock_counts() {
        Database none = new Database(DatabaseUrl.parse("postgresql://nobody@127.0.0.1:1/none"));
        assertThat(ServerClockCatalog.later(none, ASKED)).isEqualTo(ASKED);
    }
}
