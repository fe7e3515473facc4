package io.opsconductor.pulse.db.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void each_pause_is_twice_the_one_before_up_to_the_longest() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(backoff::pause).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void the_longest_pause_stays_the_longest_however_often_it_failed() {
        assertThat(backoff.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void jitter_adds_up_to_a_quarter() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.jittered(3)))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5)));
    }

    @Test
    void a_pause_of_a_millisecond_can_be_jittered() {
        assertThat(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)).jittered(1))
                .isEqualTo(Duration.ofMillis(1));
    }
}
