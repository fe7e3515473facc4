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
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PgBouncer;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With real pgbouncers, Debian 13's and that of this machine's release, whose consoles are read as they are. */
@ProgramTest
class PoolCheckIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();
    private static final Path NEWER = PgBouncer.newer(SERVER);

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = SERVER.createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    static Stream<Path> programs() {
        return PgBouncer.programs(SERVER).stream();
    }

    @Test
    void nothing_is_said_of_what_is_not_configured() throws Exception {
        assertThat(findings(program().run("check", "pools", "--output=json"))).isEmpty();
        assertThat(findings(new PulseDbProgram()
                        .database("postgresql://any@127.0.0.1:1/none")
                        .with("PULSE_PROFILE", "none")
                        .run("check", "--output=json")))
                .extracting(finding -> finding.path("check").asText())
                .isNotEmpty()
                .noneMatch(id -> id.startsWith("pool."));
    }

    @Test
    void too_many_replicas_are_told_and_the_smaller_pool_that_is_named_fits() throws Exception {
        PulseDbProgram services =
                program().with("PULSE_SERVICES_API_REPLICAS", "100").with("PULSE_SERVICES_API_POOL_MAX", "10");
        JsonNode found = finding(services, "pool.ceiling", database.name());
        assertThat(found.path("severity").asText()).isEqualTo("critical");
        assertThat(found.path("value").asLong()).isEqualTo(1010);
        String remedy = found.path("remedy").asText();
        String smaller = remedy.substring(remedy.lastIndexOf('=') + 1);

        JsonNode cured =
                finding(services.with("PULSE_SERVICES_API_POOL_MAX", smaller), "pool.ceiling", database.name());
        assertThat(cured.path("severity").asText()).isNotEqualTo("critical");
    }

    @Test
    void the_room_that_is_missing_is_made_by_what_is_printed() throws Exception {
        try (PostgresServer small = SERVER.newServer();
                TestDatabase crowded = small.createDatabase()) {
            crowded.execute("ALTER DATABASE \"" + crowded.name() + "\" CONNECTION LIMIT 15");
            PulseDbProgram program = new PulseDbProgram()
                    .database(crowded.url())
                    .with("PULSE_PROFILE", "none")
                    .with("PULSE_SERVICES_API_POOL_MAX", "1");
            crowded.execute(finding(program.with("PULSE_SERVICES_API_REPLICAS", "50"), "pool.ceiling", crowded.name())
                    .path("remedy")
                    .asText());
            assertThat(severity(program, crowded)).isNotEqualTo("critical");

            crowded.execute("ALTER DATABASE \"" + crowded.name() + "\" CONNECTION LIMIT -1");
            crowded.execute(finding(program.with("PULSE_SERVICES_API_REPLICAS", "250"), "pool.ceiling", crowded.name())
                    .path("remedy")
                    .asText());
            assertThat(severity(program, crowded)).isEqualTo("critical");
            small.restart();
            assertThat(severity(program, crowded)).isNotEqualTo("critical");
        }
    }

    private static String severity(PulseDbProgram program, TestDatabase of) throws Exception {
        return finding(program, "pool.ceiling", of.name()).path("severity").asText();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void the_ceiling_of_a_pooler_is_what_its_pools_open_and_the_limit_that_is_named_makes_it_fit(Path program)
            throws Exception {
        String entry =
                "\n[databases]\n" + database.name() + " = host=127.0.0.1 port=" + SERVER.port() + " pool_size=150";
        try (PgBouncer pooler = new PgBouncer(SERVER, program, "transaction", entry);
                PgBouncer second = new PgBouncer(SERVER, program, "transaction", entry);
                Connection client = client(pooler);
                Connection other = client(second)) {
            client.createStatement().execute("SELECT 1");
            other.createStatement().execute("SELECT 1");
            String both =
                    pooler.console().replace("@" + pooler.address(), "@" + pooler.address() + "," + second.address());

            JsonNode found = finding(poolers(both), "pool.ceiling", database.name());
            assertThat(found.path("severity").asText()).isEqualTo("critical");
            assertThat(found.path("value").asLong()).isEqualTo(2 * 150 + 10);
            String most = found.path("remedy").asText().replaceFirst("^(max_db_connections=\\d+) .*", "$1");

            try (PgBouncer limited = new PgBouncer(SERVER, program, "transaction", entry + " " + most);
                    PgBouncer limitedToo = new PgBouncer(SERVER, program, "transaction", entry + " " + most);
                    Connection one = client(limited);
                    Connection two = client(limitedToo)) {
                one.createStatement().execute("SELECT 1");
                two.createStatement().execute("SELECT 1");
                assertThat(finding(
                                        poolers(limited.console()
                                                .replace(
                                                        "@" + limited.address(),
                                                        "@" + limited.address() + "," + limitedToo.address())),
                                        "pool.ceiling",
                                        database.name())
                                .path("severity")
                                .asText())
                        .isNotEqualTo("critical");
            }
        }
    }

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
                Patience.await().until(() -> PgBouncerCatalog.read(console, "any").pools().stream()
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

    private Connection client(PgBouncer pooler) throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(pooler.url(database.name()));
        return DriverManager.getConnection(url.jdbcUrl(), url.jdbcProperties());
    }

    private PulseDbProgram program() {
        return new PulseDbProgram().database(database.url()).with("PULSE_PROFILE", "none");
    }

    private PulseDbProgram poolers(String console) {
        return program().with("PULSE_PGBOUNCER_URL", console);
    }

    private static JsonNode finding(PulseDbProgram program, String id, String subject) throws Exception {
        Outcome outcome = program.run("check", "pools", "--output=json");
        return findings(outcome).stream()
                .filter(finding -> finding.path("check").asText().equals(id)
                        && finding.path("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.toString()));
    }

    private static List<JsonNode> findings(Outcome outcome) throws Exception {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(outcome.out())
                                .path("findings")
                                .spliterator(),
                        false)
                .toList();
    }
}
