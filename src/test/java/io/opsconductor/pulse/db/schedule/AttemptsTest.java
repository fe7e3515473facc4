package io.opsconductor.pulse.db.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final List<String> told = new ArrayList<>();
    private int attempts;

    @Test
    void what_could_not_begin_is_tried_again_and_the_pause_doubles_to_a_limit() {
        run(() -> {
            if (++attempts < 8) {
                throw PulseFailure.notNow("locked", "", null);
            }
        });

        assertThat(attempts).isEqualTo(8);
        assertThat(told)
                .containsExactly(
                        "locked",
                        "PT0.001S",
                        "locked",
                        "PT0.002S",
                        "locked",
                        "PT0.004S",
                        "locked",
                        "PT0.008S",
                        "locked",
                        "PT0.016S",
                        "locked",
                        "PT0.016S",
                        "locked",
                        "PT0.016S");
    }

    @Test
    void what_ran_and_failed_is_not_tried_again() {
        assertThatThrownBy(() -> run(() -> {
                    attempts++;
                    throw PulseFailure.failed("pg_dump failed", "", null);
                }))
                .hasMessage("pg_dump failed");

        assertThat(attempts).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void a_stop_ends_the_waiting() {
        assertThatThrownBy(() -> Attempts.of(
                        () -> {
                            attempts++;
                            throw PulseFailure.notNow("locked", "", null);
                        },
                        Duration.ofHours(1),
                        failure -> {},
                        pause -> Thread.currentThread().interrupt()))
                .hasMessage("locked");

        assertThat(attempts).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void run(Runnable work) {
        Attempts.of(work, PAUSE, failure -> told.add(failure.getMessage()), pause -> told.add(pause.toString()));
    }
}
