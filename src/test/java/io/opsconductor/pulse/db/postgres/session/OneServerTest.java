package io.opsconductor.pulse.db.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class OneServerTest {
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.000001Z");
    private static final ServerIdentity FIRST = new ServerIdentity(STARTED, 5);

    private final OneServer server = new OneServer();

    @Test
    void all_sessions_have_to_be_on_the_server_of_the_first() {
        server.expect(FIRST, "db");
        server.expect(FIRST, "db");

        assertThat(server.isSeveral()).isFalse();
    }

    @Test
    void a_server_that_was_started_a_microsecond_later_is_another() {
        PulseFailure failure = refused(new ServerIdentity(STARTED.plusNanos(1000), 5));

        assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
        assertThat(failure)
                .hasMessage("db is another server than a moment ago, or was started anew: this one was started at"
                        + " 2026-01-02T03:04:05.000002Z, the one before at 2026-01-02T03:04:05.000001Z");
        assertThat(failure.remedy()).contains("name one of them");
    }

    @Test
    void another_database_of_the_same_server_is_another() {
        PulseFailure failure = refused(new ServerIdentity(STARTED, 6));

        assertThat(failure).hasMessage("db is another database than a moment ago (oid 6, it was 5)");
        assertThat(failure.remedy()).contains("pooler");
    }

    @Test
    void the_first_one_counts_on() {
        refused(new ServerIdentity(STARTED, 6));

        server.expect(FIRST, "db");

        assertThat(server.isSeveral()).isTrue();
    }

    private PulseFailure refused(ServerIdentity other) {
        server.expect(FIRST, "db");
        return catchThrowableOfType(PulseFailure.class, () -> server.expect(other, "db"));
    }
}
