package io.opsconductor.pulse.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.FreePort;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class ConnectionFailureTest {
    private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://iot:geheim@db:5432/pulse");

    @Test
    void a_refused_port_is_worth_a_retry() throws IOException {
        DatabaseUrl closed = DatabaseUrl.parse("postgresql://iot:geheim@127.0.0.1:" + FreePort.find() + "/pulse");

        assertThatThrownBy(() -> new Database(closed).connect("test"))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
                    assertThat(failure.getMessage())
                            .startsWith("cannot reach " + closed.redacted())
                            .doesNotContain("geheim");
                    assertThat(failure.remedy()).contains("server runs");
                });
        assertThat(new Database(closed).probe())
                .hasValueSatisfying(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW));
    }

    @Test
    void a_refused_port_is_told_for_the_pool_as_well() throws IOException {
        DatabaseUrl closed = DatabaseUrl.parse("postgresql://iot:geheim@127.0.0.1:" + FreePort.find() + "/pulse");

        try (Database database = new Database(closed)) {
            assertThatThrownBy(database::lease)
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                            .isEqualTo(ExitCode.NOT_NOW))
                    .hasMessageStartingWith("cannot reach " + closed.redacted());
        }
    }

    @Test
    void an_unknown_host_is_named() {
        // Reserved for this purpose by RFC 6761: no resolver knows it.
        DatabaseUrl unknown = DatabaseUrl.parse("postgresql://iot:geheim@db.invalid/pulse");

        assertThatThrownBy(() -> new Database(unknown).connect("test"))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.NOT_NOW))
                .hasMessageContaining("db.invalid")
                .hasMessageContaining("host name is not known");
    }

    @ParameterizedTest
    @CsvSource({
        "disable, 'HTTP/1.1 400 Bad Request\r\n\r\n', does not answer as a PostgreSQL server does, another program",
        "prefer, 'HTTP/1.1 400 Bad Request\r\n\r\n', does not answer as a PostgreSQL server does, another program",
        "require, '\u0001\u0002\u0003', does not answer as a PostgreSQL server does, another program",
        "disable, '', it ended the connection without a word, server runs"
    })
    void what_is_no_postgresql_server_is_told_as_such(String mode, String answer, String told, String cure)
            throws IOException {
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, answer));
            thread.setDaemon(true);
            thread.start();
            DatabaseUrl url =
                    DatabaseUrl.parse("postgresql://iot@127.0.0.1:" + server.getLocalPort() + "/pulse?sslmode=" + mode);

            assertThatThrownBy(() -> new Database(url).connect("test"))
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                            .contains(cure))
                    .hasMessageContaining(told);
        }
    }

    private static void answer(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    /** As the driver has it of a session that was ended between two statements. */
    @Test
    void a_session_that_has_ended_is_no_matter_of_tls() {
        PSQLException closed =
                new PSQLException("This connection has been closed.", PSQLState.CONNECTION_DOES_NOT_EXIST);

        assertThat(new Database(DatabaseUrl.parse("postgresql://iot@db/pulse"))
                        .failure(closed)
                        .exit())
                .isEqualTo(ExitCode.NOT_NOW);
    }

    /** As the driver has it of a server that takes the connection and says nothing. */
    @Test
    void a_login_that_takes_too_long_is_no_matter_of_tls() {
        PSQLException late = new PSQLException("Connection attempt timed out.", PSQLState.CONNECTION_UNABLE_TO_CONNECT);

        assertThat(new Database(DatabaseUrl.parse("postgresql://iot@db/pulse"))
                        .failure(late)
                        .exit())
                .isEqualTo(ExitCode.NOT_NOW);
    }

    @ParameterizedTest(name = "SQLSTATE {0} ends in {1}")
    @CsvSource({
        "28P01, USAGE, refused the login",
        "08P01, USAGE, refused the session",
        "28000, USAGE, refused the login",
        "3D000, USAGE, does not exist",
        "42501, USAGE, a right is missing",
        "57P03, NOT_NOW, boom",
        "53300, NOT_NOW, boom",
        "53100, NOT_NOW, boom",
        "57P01, NOT_NOW, boom",
        "08004, USAGE, does not offer what is demanded",
        "08006, NOT_NOW, cannot reach",
        "08001, NOT_NOW, cannot reach",
        "XX000, FAILED, (SQLSTATE XX000)",
    })
    void the_servers_state_decides_whether_a_retry_is_worth_it(String state, ExitCode exit, String message) {
        SQLException problem = new SQLException("FATAL: boom\nDetail: more", state);

        PulseFailure failure = ConnectionFailure.of(URL, new IOException(problem));

        assertThat(failure.exit()).isEqualTo(exit);
        assertThat(failure.getMessage())
                .contains(message, URL.redacted())
                .doesNotContain("geheim", "FATAL", "Detail", "\n");
    }

    /** As when the limit ends the question where it is set as well. */
    @ParameterizedTest
    @CsvSource({
        "57014, find where statement_timeout is set",
        "25P04, find where transaction_timeout is set",
        "57P05, find where idle_session_timeout is set",
        "25006, name the primary",
        "XX000, ''",
    })
    void a_limit_whose_place_is_not_known_is_named_all_the_same(String state, String remedy) {
        assertThat(ConnectionFailure.of(URL, new SQLException("boom", state)).remedy())
                .contains(remedy);
    }

    @Test
    void a_failure_of_ours_is_passed_through() {
        PulseFailure ours = PulseFailure.usage("it is so", "change it");

        assertThat(ConnectionFailure.of(URL, ours)).isSameAs(ours);
    }

    @Test
    void a_problem_without_a_message_still_makes_a_sentence() {
        assertThat(ConnectionFailure.of(URL, new SQLException((String) null, (String) null)))
                .hasMessageContaining("no message");
        assertThat(ConnectionFailure.of(URL, new IllegalStateException("odd")))
                .hasMessageContaining("odd")
                .hasMessageContaining(URL.redacted());
    }
}
