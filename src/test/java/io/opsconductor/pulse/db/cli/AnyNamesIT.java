package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A TimescaleDB database that is not Pulse's, with names that need quoting or try to inject: by configuration alone. */
@ProgramTest
class AnyNamesIT {
    /** As SQL writes them, as a configuration key does, as findings show them. */
    private enum Name {
        CAPITALS("\"Capital Letters\"", "\"Capital Letters\"", "Capital Letters"),
        DOTTED("\"a.b\"", "\"a.b\"", "\"a.b\""),
        OTHER_SCHEMA("\"My Schema\".\"Te \"\"le\"\"\"", "\"My Schema.Te \\\"le\\\"\"", "My Schema.\"Te \"\"le\"\"\""),
        INJECTING("\"x'); DROP TABLE canary; --\"", "\"x'); DROP TABLE canary; --\"", "x'); DROP TABLE canary; --"),
        RESERVED("\"select\"", "select", "select");

        private final String sql;
        private final String key;
        private final String shown;

        Name(String sql, String key, String shown) {
            this.sql = sql;
            this.key = key;
            this.shown = shown;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void late_chunks_are_found_and_the_remedies_drop_them_and_nothing_else(boolean community) throws SQLException {
        DevelopmentDatabases databases = DevelopmentDatabases.shared();
        try (TestDatabase database = community ? databases.timescale() : databases.postgres()) {
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "CREATE SCHEMA \"My Schema\"",
                    "CREATE TABLE canary (n int)");
            PulseDbProgram program = Program.on(database.url()).with("PULSE_TIMESCALE_SCHEDULER_EXPECTED", "false");
            for (String shipped : List.of("telemetry", "system_metrics", "audit_log", "device_health_telemetry")) {
                program.property("pulse.hypertables." + shipped + ".expected", "false");
            }
            for (Name name : Name.values()) {
                database.execute(
                        "CREATE TABLE " + name.sql + " (\"At\" timestamptz NOT NULL)",
                        "SELECT create_hypertable('" + name.sql.replace("'", "''") + "', 'At')",
                        "INSERT INTO " + name.sql + " VALUES (now()), (now() - interval '100 days')");
                program.property("pulse.hypertables." + name.key + ".drop-after", "30d");
            }

            JsonNode late = Said.by(program.run("check", "retention", "--output=json"))
                    .exit(3)
                    .document("checkedAt", "worst", "findings");
            for (Name name : Name.values()) {
                JsonNode backlog = finding(late, "retention.backlog", name);
                assertThat(backlog.get("severity").asText()).isEqualTo("critical");
                assertThat(backlog.get("measured").asText()).startsWith("1 chunk, ");
                database.execute(backlog.get("remedy").asText());
                if (community) {
                    database.execute(finding(late, "retention.policy", name)
                            .get("remedy")
                            .asText());
                }
            }

            JsonNode cured = Said.by(program.run("check", "retention", "--output=json"))
                    .exit(0)
                    .document("checkedAt", "worst", "findings");
            for (Name name : Name.values()) {
                assertThat(finding(cured, "retention.backlog", name)
                                .get("severity")
                                .asText())
                        .isEqualTo("ok");
                assertThat(rows(database, name.sql))
                        .as("the young row of " + name.shown)
                        .isEqualTo(1);
            }
            assertThat(rows(database, "canary")).isZero();
        }
    }

    private static JsonNode finding(JsonNode document, String check, Name name) {
        return StreamSupport.stream(document.get("findings").spliterator(), false)
                .filter(finding -> finding.get("check").asText().equals(check)
                        && finding.get("subject").asText().equals(name.shown))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " of " + name.shown + " in " + document));
    }

    private static int rows(TestDatabase database, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
