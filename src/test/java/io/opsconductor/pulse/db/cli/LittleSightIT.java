package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole check as a role that may only log in: what it cannot see is unknown and says why; the rest is judged. */
@ProgramTest
class LittleSightIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    private final TestDatabase database = SERVER.createDatabase();
    private final String role = "watcher_of_" + database.name();

    @TempDir
    Path migrations;

    @BeforeEach
    void migrate() throws SQLException {
        Program.write(
                migrations,
                "001_readings.sql",
                "CREATE EXTENSION IF NOT EXISTS timescaledb;",
                "CREATE TABLE readings (at timestamptz NOT NULL, tenant_id text);",
                "SELECT create_hypertable('readings', 'at');",
                "INSERT INTO readings VALUES (now() - interval '100 days', 'a');");
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'watching'");
        Said.by(program(database.url()).run("migrate")).exit(0);
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        database.close();
    }

    @Test
    void what_is_out_of_sight_is_unknown_and_names_the_grant_and_the_rest_is_judged() throws SQLException {
        Map<String, JsonNode> seen = check();
        assertThat(seen.get("schema.current").get("severity").asText()).isEqualTo("unknown");
        assertThat(seen.get("schema.drift").get("severity").asText()).isEqualTo("unknown");
        assertThat(seen.get("schema.index").get("severity").asText()).isEqualTo("ok");
        assertThat(seen.get("schema.isolation").get("severity").asText()).isEqualTo("critical");
        assertThat(seen.get("timescale.extension").get("severity").asText()).isEqualTo("warning");
        assertThat(seen.get("timescale.scheduler").get("severity").asText()).isEqualTo("unknown");
        assertThat(seen.get("retention.backlog").get("severity").asText()).isEqualTo("critical");

        for (JsonNode finding : seen.values()) {
            if (finding.get("severity").asText().equals("unknown")) {
                assertThat(finding.get("remedy").asText())
                        .as(finding.toString())
                        .startsWith("GRANT ")
                        .contains(role);
                database.execute(finding.get("remedy").asText());
            }
        }
        assertThat(check().values())
                .noneSatisfy(
                        finding -> assertThat(finding.get("severity").asText()).isEqualTo("unknown"));
    }

    @Test
    void a_table_that_is_locked_costs_its_own_finding_only() throws SQLException {
        database.execute("GRANT SELECT ON flyway_schema_history, pulse_migration_log TO " + role);
        try (Connection holder = database.connect();
                Statement holding = holder.createStatement()) {
            holder.setAutoCommit(false);
            holding.execute("LOCK TABLE flyway_schema_history IN ACCESS EXCLUSIVE MODE");
            Map<String, JsonNode> seen = check();
            assertThat(seen.get("schema.current").get("severity").asText()).isEqualTo("unknown");
            assertThat(seen.get("schema.current").get("message").asText())
                    .contains("flyway_schema_history is locked in ACCESS EXCLUSIVE mode by role ");
            assertThat(seen.get("schema.index").get("severity").asText()).isEqualTo("ok");
            assertThat(seen.get("timescale.extension").get("severity").asText()).isEqualTo("warning");
            assertThat(seen.get("retention.backlog").get("severity").asText()).isEqualTo("critical");
        }
    }

    /** One finding of each id. */
    private Map<String, JsonNode> check() {
        String url =
                "postgresql://" + role + ":watching@" + SERVER.host() + ":" + SERVER.port() + "/" + database.name();
        Map<String, JsonNode> seen = new HashMap<>();
        Said.by(program(url).run("check", "schema", "timescale", "compression", "retention", "--output=json"))
                .exit(3)
                .nowhere("watching")
                .document("checkedAt", "worst", "findings")
                .get("findings")
                .forEach(finding -> seen.putIfAbsent(finding.get("check").asText(), finding));
        return seen;
    }

    private PulseDbProgram program(String url) {
        PulseDbProgram program = Program.on(url)
                .with("PULSE_MIGRATIONS_DIRECTORY", migrations.toString())
                .with("PULSE_HYPERTABLES_READINGS_DROP_AFTER", "30d");
        for (String shipped : new String[] {"TELEMETRY", "SYSTEM_METRICS", "AUDIT_LOG", "DEVICE_HEALTH_TELEMETRY"}) {
            program.with("PULSE_HYPERTABLES_" + shipped + "_EXPECTED", "false");
        }
        return program;
    }
}
