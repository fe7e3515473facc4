package io.opsconductor.pulse.db.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.PgBouncer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What consoles tell, and what is said when they do not. */
@ProgramTest
@AlsoOnTheJvm
class PgBouncerConsoleIT extends PoolRoom {
    @ParameterizedTest
    @MethodSource("programs")
    void a_pooler_opens_no_more_sessions_than_its_ceiling_says(Path program) throws Exception {
        try (PgBouncer pooler = new PgBouncer(
                SERVER,
                program,
                "transaction",
                "default_pool_size = 2\nreserve_pool_size = 1\nreserve_pool_timeout = 1")) {
            List<Connection> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 5; i++) {
                    clients.add(client(pooler));
                }
                clients.forEach(client -> new Thread(() -> hold(client)).start());
                // Two clients never get one of the three sessions.
                DatabaseUrl console = DatabaseUrl.parse(pooler.console());
                Patience.await()
                        .until(() -> openTransactions() == 3
                                && PgBouncerCatalog.read(console, "any").pools().stream()
                                        .anyMatch(pool -> pool.waiting() == 2 && pool.longestWaitSeconds() > 1));

                var facts = PgBouncerCatalog.read(console, "any");
                assertThat(openTransactions())
                        .isEqualTo(3)
                        .isEqualTo(facts.sessions(facts.entry(database.name()), Stream.of("postgres")));
                JsonNode told = finding(poolers(pooler.console()), "pool.waiting", pooler.address());
                assertThat(told.path("severity").asText()).isIn("warning", "critical");
                assertThat(told.path("measured").asText()).startsWith("2 clients");
                assertThat(told.path("value").asDouble()).isGreaterThan(1);
                assertThat(poolers(pooler.console())
                                .run("check", "pools", "--output=metrics")
                                .out())
                        .contains("pulse_db_pool_waiting{database=\"" + database.name() + "\",pool=\""
                                + pooler.address() + " " + database.name() + "/postgres\"} 2")
                        .contains("pulse_db_connections{database=\"" + database.name() + "\",kind=\"ceiling\"} 13");
            } finally {
                for (Connection client : clients) {
                    client.abort(Runnable::run);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void a_console_that_does_not_let_us_look_leaves_everything_unknown(Path program) throws Exception {
        try (PgBouncer pooler = new PgBouncer(SERVER, program, "transaction", "")) {
            assertThat(finding(poolers(pooler.console()), "pool.waiting", pooler.address())
                            .path("severity")
                            .asText())
                    .isEqualTo("ok");

            String wrong = pooler.console().replace(SERVER.password(), "another");
            assertUnknown(poolers(wrong), "refused the login", "stats_users");
            assertUnknown(poolers(pooler.url("client", "pgbouncer")), "refused the login", "stats_users");
            assertUnknown(poolers(pooler.url(database.name())), "is a database, not the console");
            assertUnknown(poolers(database.url()), "is a database, not the console");
            assertUnknown(poolers("postgresql://stats:x@127.0.0.1:1/pgbouncer"), "cannot reach");
        }
    }

    private static void assertUnknown(PulseDbProgram program, String... texts) throws Exception {
        Outcome outcome = program.run("check", "pools", "--output=json");
        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(3);
        assertThat(findings(outcome))
                .extracting(finding -> finding.path("check").asText() + " "
                        + finding.path("severity").asText())
                .containsExactlyInAnyOrder("pool.ceiling unknown", "pool.mode unknown", "pool.waiting unknown");
        assertThat(outcome.out()).contains(texts).doesNotContain(SERVER.password());
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void one_of_two_poolers_that_is_away_leaves_it_unknown_and_does_not_hide_the_other() throws Exception {
        try (PgBouncer pooler = new PgBouncer(SERVER, NEWER, "transaction", "")) {
            Outcome outcome = poolers(pooler.console().replace("/pgbouncer", ",127.0.0.1:1/pgbouncer"))
                    .run("check", "pools", "--output=json");

            assertThat(outcome.exit()).isEqualTo(3);
            assertThat(findings(outcome))
                    .extracting(finding -> finding.path("check").asText() + " "
                            + finding.path("subject").asText() + " "
                            + finding.path("severity").asText())
                    .containsExactlyInAnyOrder(
                            "pool.ceiling 127.0.0.1:1 unknown",
                            "pool.mode 127.0.0.1:1 unknown",
                            "pool.waiting 127.0.0.1:1 unknown",
                            "pool.waiting " + pooler.address() + " ok");
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void names_that_clients_chose_are_data(Path program) throws Exception {
        String name = "x\nOK \u001b[31m\" '; DROP";
        try (PgBouncer pooler = new PgBouncer(SERVER, program, "transaction", "");
                Connection server = DriverManager.getConnection(
                        SERVER.jdbcUrl(database.name()), SERVER.superuser(), SERVER.password())) {
            String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
            server.createStatement().execute("CREATE DATABASE " + quoted);
            try {
                DatabaseUrl url = DatabaseUrl.parse(pooler.url("any")).withDatabase(name);
                try (Connection client = DriverManager.getConnection(url.jdbcUrl(), url.jdbcProperties())) {
                    client.createStatement().execute("SELECT 1");
                    PulseDbProgram program2 = poolers(pooler.console());
                    Outcome table = program2.run("check", "pools", "--all");
                    assertThat(table.exit()).as(table.toString()).isZero();
                    assertThat(table.out()).doesNotContain("\nOK \u001b").doesNotContain("\u001b[31m");
                    assertThat(program2.run("check", "pools", "--output=metrics")
                                    .out())
                            .contains("x\\nOK")
                            .doesNotContain("\nOK");
                }
            } finally {
                pooler.close();
                server.createStatement().execute("DROP DATABASE " + quoted + " WITH (FORCE)");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void what_a_service_needs_of_its_session_is_held_against_the_mode(Path program) throws Exception {
        try (PgBouncer transactions = new PgBouncer(SERVER, program, "transaction", "");
                PgBouncer sessions = new PgBouncer(SERVER, program, "session", "")) {
            assertThat(mode(transactions, "listen,advisory-locks")).isEqualTo("critical");
            assertThat(mode(sessions, "listen,advisory-locks")).isEqualTo("ok");
            assertThat(mode(transactions, "")).isEqualTo("ok");
        }
        boolean carries = program.equals(NEWER);
        try (PgBouncer carrying =
                        new PgBouncer(SERVER, program, "transaction", carries ? "max_prepared_statements = 100" : "");
                PgBouncer not =
                        new PgBouncer(SERVER, program, "transaction", carries ? "max_prepared_statements = 0" : "")) {
            assertThat(mode(carrying, "prepared-statements")).isEqualTo(carries ? "ok" : "critical");
            assertThat(mode(not, "prepared-statements")).isEqualTo("critical");
        }
    }

    private String mode(PgBouncer pooler, String needs) throws Exception {
        return finding(poolers(pooler.console()).with("PULSE_SERVICES_API_NEEDS", needs), "pool.mode", "api")
                .path("severity")
                .asText();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void an_advisory_lock_that_a_client_left_on_a_shared_session_is_found(Path program) throws Exception {
        try (PgBouncer pooler = new PgBouncer(SERVER, program, "transaction", "")) {
            try (Connection client = client(pooler)) {
                client.createStatement().execute("SELECT pg_advisory_lock(4711)");
            }
            JsonNode found = finding(poolers(pooler.console()), "pool.mode", pooler.address());
            assertThat(found.path("severity").asText()).isEqualTo("critical");
            assertThat(found.path("message").asText()).contains("advisory lock", database.name());
        }
    }

    private long openTransactions() throws SQLException {
        try (Connection session = database.connect();
                ResultSet row = session.createStatement()
                        .executeQuery("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND state = 'idle in transaction'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Begins a transaction and stays in it; waits for a session as long as there is none. */
    private static void hold(Connection client) {
        try (Statement statement = client.createStatement()) {
            client.setAutoCommit(false);
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            // The connection was aborted at the end of the test.
        }
    }
}
