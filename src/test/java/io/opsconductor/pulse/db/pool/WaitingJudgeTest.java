package io.opsconductor.pulse.db.pool;

import static io.opsconductor.pulse.db.pool.PoolFacts.PULSE;
import static io.opsconductor.pulse.db.pool.PoolFacts.pool;
import static io.opsconductor.pulse.db.pool.PoolFacts.pooler;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingJudgeTest {
    @ParameterizedTest
    @CsvSource({"0, 0, OK", "5, 1, OK", "1, 1.1, WARNING", "1, 15, WARNING", "1, 15.1, CRITICAL"})
    void a_client_that_waits_for_long_is_worth_a_word(long waiting, double seconds, Severity severity) {
        assertThat(WaitingJudge.judge(pooler(List.of(PULSE), pool("pulse", "app", 9, waiting, seconds)))
                        .severity())
                .isEqualTo(severity);
    }

    @Test
    void the_longest_wait_comes_first_and_names_cannot_forge_a_line() {
        Finding finding = WaitingJudge.judge(pooler(
                List.of(PULSE),
                pool("pulse", "app", 9, 1, 2),
                pool("a\nOK", "b", 9, 4, 61),
                pool("c", "d", 9, 4, 1),
                pool("e", "f", 9, 4, 0.5)));

        assertThat(finding.measured()).isEqualTo("13 clients, up to 1m 1s");
        assertThat(finding.message()).isEqualTo("clients wait for a session of a OK/b, pulse/app, c/d and 1 more");
    }

    @ParameterizedTest
    @CsvSource({"0.99, OK", "1, WARNING"})
    void clients_that_waited_over_the_last_minute_are_told_when_none_waits_now(double waited, Severity severity) {
        PgBouncer now = pooler(List.of(PULSE));
        PgBouncer before = new PgBouncer(
                now.address(),
                now.mostClients(),
                0,
                true,
                false,
                now.fallback(),
                now.entries(),
                List.of(),
                Map.of(),
                Map.of("pulse", waited),
                List.of());

        assertThat(WaitingJudge.judge(before).severity()).isEqualTo(severity);
    }
}
