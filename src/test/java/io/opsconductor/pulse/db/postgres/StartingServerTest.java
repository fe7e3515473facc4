package io.opsconductor.pulse.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class StartingServerTest {
    private static final PulseFailure STARTING = PulseFailure.notNow("is starting up", "try again shortly", null);
    private static final PulseFailure REFUSED = PulseFailure.usage("refused the login", "check the password");

    private final List<String> told = new ArrayList<>();

    @Test
    void a_server_that_is_there_is_not_waited_for() {
        await(Duration.ofSeconds(1));

        assertThat(told).isEmpty();
    }

    @Test
    void a_server_that_is_starting_is_waited_for_and_that_is_told_once_at_first() {
        await(Duration.ofSeconds(30), STARTING, STARTING);

        assertThat(told).containsExactly("is starting up");
    }

    @Test
    void what_waiting_does_not_cure_ends_the_wait_at_once() {
        assertThatThrownBy(() -> await(Duration.ofSeconds(30), STARTING, REFUSED))
                .isSameAs(REFUSED);
    }

    @Test
    void after_the_limit_it_is_worth_a_retry_and_the_reason_is_told() {
        PulseFailure[] always = new PulseFailure[100];
        Arrays.fill(always, STARTING);

        assertThatThrownBy(() -> await(Duration.ofMillis(300), always))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
                    assertThat(failure.getMessage()).startsWith("is starting up; waited ");
                    assertThat(failure.remedy()).isEqualTo("try again shortly");
                });
    }

    private void await(Duration limit, PulseFailure... failures) {
        Iterator<PulseFailure> next = List.of(failures).iterator();
        Supplier<Optional<PulseFailure>> probe = () -> next.hasNext() ? Optional.of(next.next()) : Optional.empty();
        StartingServer.await(probe, limit, (why, waited, of) -> told.add(why));
    }
}
