package io.opsconductor.pulse.db.attacks;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A5, A15, A20, A22 and A39: a role locks the tables that it owns, in a transaction that it leaves open. */
@ProgramTest
class A5LockedTableIT {
    /** No command waits for what is locked; starting the program on a busy machine takes most of it. */
    private static final Duration SOON = Duration.ofSeconds(45);

    @Postgres
    private TestDatabase database;

    @TempDir
    Path folder;

    private String mallory;
    private Connection attack;

    @BeforeEach
    void lock() throws Exception {
        mallory = database.name() + "_mallory";
        Files.writeString(folder.resolve("001_a.sql"), "CREATE TABLE a (n int);\n");
        assertThat(program().run("migrate").exit()).isZero();
        database.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE ROLE " + mallory + " LOGIN",
                "CREATE SCHEMA app AUTHORIZATION " + mallory,
                "SET ROLE " + mallory,
                "CREATE TABLE app.hers (at timestamptz NOT NULL, n int)",
                "SELECT create_hypertable('app.hers', 'at')",
                "INSERT INTO app.hers SELECT now() - i * interval '1 day', i FROM generate_series(0, 60) AS i",
                "CREATE TABLE app.guarded (id bigserial PRIMARY KEY, tenant_id text)",
                "ALTER TABLE app.guarded ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON app.guarded USING (tenant_id = current_setting('app.tenant_id', true))",
                "CREATE VIEW app.seen AS SELECT * FROM app.guarded");
        attack = database.connect();
        attack.setAutoCommit(false);
        try (var statement = attack.createStatement()) {
            for (String sql : List.of(
                    "SET SESSION AUTHORIZATION " + mallory,
                    "LOCK TABLE app.hers, app.guarded",
                    "DROP VIEW app.seen",
                    "DROP SEQUENCE app.guarded_id_seq CASCADE")) {
                statement.execute(sql);
            }
        }
    }

    @AfterEach
    void release() throws SQLException {
        attack.close();
        database.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
    }

    @Test
    void a_check_tells_of_everything_but_what_is_locked() throws Exception {
        JsonNode locked = check();
        assertThat(unknown(locked)).containsExactly("schema.isolation app.guarded");
        assertThat(told(locked))
                .contains("schema.current " + database.name(), "schema.index " + database.name())
                .hasSizeGreaterThan(15);

        attack.rollback();
        JsonNode free = check();
        assertThat(unknown(free)).isEmpty();
        assertThat(told(free))
                .hasSizeBetween(told(locked).size() - 1, told(locked).size() + 1);
    }

    @Test
    void what_else_looks_ends_too_and_leaves_nothing_behind_on_the_server() throws Exception {
        for (String command :
                List.of("status", "forecast", "policies", "check --output=metrics", "preflight", "migrate --dry-run")) {
            assertThat(run(command).exit()).as(command).isIn(0, 3);
        }
    }

    @Test
    void a_migration_is_applied_whatever_lock_timeout_its_file_leaves() throws Exception {
        Files.writeString(folder.resolve("002_b.sql"), "SET lock_timeout = 0;\nCREATE TABLE b (n int);\n");
        Files.writeString(folder.resolve("003_c.sql"), "CREATE INDEX CONCURRENTLY ON a (n);\n");
        PulseDbProgram.Outcome migrate = run("migrate");
        assertThat(migrate.exit()).as(migrate.toString()).isZero();
    }

    private JsonNode check() throws Exception {
        PulseDbProgram.Outcome check = run("check --output=json");
        assertThat(check.exit()).as(check.toString()).isIn(0, 3);
        return new ObjectMapper().readTree(check.out()).path("findings");
    }

    private PulseDbProgram.Outcome run(String command) throws SQLException {
        Instant began = Instant.now();
        PulseDbProgram.Outcome outcome = program().run(command.split(" "));
        assertThat(Duration.between(began, Instant.now()))
                .as(command + ": " + outcome)
                .isLessThan(SOON);
        await().untilAsserted(() -> assertThat(Rows.of(
                        database,
                        "SELECT application_name || ': ' || query FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name LIKE 'pulse-db%'"))
                .as(command)
                .isEmpty());
        return outcome;
    }

    private static List<String> unknown(JsonNode findings) {
        return stream(findings)
                // No backup set is configured.
                .filter(finding -> !finding.path("check").asText().startsWith("backup."))
                .filter(finding -> finding.path("severity").asText().equals("unknown"))
                .map(A5LockedTableIT::name)
                .toList();
    }

    private static List<String> told(JsonNode findings) {
        return stream(findings).map(A5LockedTableIT::name).toList();
    }

    private static Stream<JsonNode> stream(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false);
    }

    private static String name(JsonNode finding) {
        return finding.path("check").asText() + " " + finding.path("subject").asText();
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_CHECK_WITHIN", "40s")
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString());
    }
}
