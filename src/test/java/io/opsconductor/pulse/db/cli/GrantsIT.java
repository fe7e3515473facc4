package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a role without rights sees, and what it sees once psql has run the script that {@code grants} prints. */
@ProgramTest
class GrantsIT {
    private static final String PASSWORD = "watching";

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();

    private final String role = "Dr. \"No\" $pulse$ " + database.name();
    private final String identifier = '"' + role.replace("\"", "\"\"") + '"';

    @BeforeEach
    void prepare() throws Exception {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        Said.by(Program.on(database.url()).run("migrate", "--migrations=" + folder))
                .exit(0);
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE ROLE " + identifier + " LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE TABLE telemetry (time timestamptz NOT NULL)",
                "SELECT create_hypertable('telemetry', 'time')",
                "INSERT INTO telemetry VALUES ('2020-01-01')",
                // As an administrator would who leaves nothing to PUBLIC.
                "REVOKE ALL ON SCHEMA public, _timescaledb_catalog FROM PUBLIC",
                "REVOKE ALL ON _timescaledb_catalog.chunk FROM PUBLIC");
    }

    @AfterEach
    void close() throws Exception {
        database.execute("DROP OWNED BY " + identifier, "DROP ROLE " + identifier);
    }

    @Test
    void the_script_makes_every_check_see_and_shows_no_tenants_row() throws Exception {
        Map<String, String> blind = unknown();
        assertThat(blind).containsKeys("timescale.scheduler", "schema.current", "retention.backlog");
        assertThat(blind.get("timescale.scheduler")).contains("GRANT USAGE ON SCHEMA _timescaledb_catalog", identifier);

        String script =
                Program.withoutDatabase().run("grants", "--role=" + role).out();
        psql(script);
        psql(script);

        assertThat(unknown()).isEmpty();
        Said.by(watching().run("check", "retention")).exit(3).out("CRITICAL  retention.backlog  telemetry");
        assertThat(psqlOutcome("SELECT has_table_privilege('" + role.replace("'", "''")
                        + "', 'telemetry', 'SELECT, INSERT, UPDATE, DELETE')"))
                .contains("f\n");
    }

    private PulseDbProgram watching() {
        DatabaseUrl url = DatabaseUrl.parse(database.url());
        String host = url.hosts().get(0).name() + ":" + url.hosts().get(0).port();
        String user = java.net.URLEncoder.encode(role, StandardCharsets.UTF_8).replace("+", "%20");
        return Program.on("postgresql://" + user + ":" + PASSWORD + "@" + host + "/" + database.name())
                .with("PULSE_PROFILE", "pulse")
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString())
                .with("PULSE_HYPERTABLES_SYSTEM_METRICS_EXPECTED", "false")
                .with("PULSE_HYPERTABLES_AUDIT_LOG_EXPECTED", "false")
                .with("PULSE_HYPERTABLES_DEVICE_HEALTH_TELEMETRY_EXPECTED", "false");
    }

    /** The remedies of all unknown findings, by their ids. */
    private Map<String, String> unknown() {
        Map<String, String> remedies = new TreeMap<>();
        JsonNode document = Said.by(watching()
                        .run("check", "schema", "timescale", "compression", "retention", "aggregates", "--output=json"))
                .document("checkedAt", "worst", "findings");
        document.get("findings").forEach(finding -> {
            if (finding.get("severity").asText().equals("unknown")) {
                remedies.put(
                        finding.get("check").asText(), finding.get("remedy").asText());
            }
        });
        return remedies;
    }

    private void psql(String script) throws Exception {
        assertThat(psqlOutcome(script)).doesNotContain("ERROR", "WARNING");
    }

    private String psqlOutcome(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("script.txt"), script);
        Path output = folder.resolve("output.txt");
        ProcessBuilder psql = new ProcessBuilder(List.of(
                        DevelopmentDatabases.shared()
                                .clientTools()
                                .resolve("psql")
                                .toString(),
                        "-XqAt",
                        "-v",
                        "ON_ERROR_STOP=1"))
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        psql.environment().putAll(DatabaseUrl.parse(database.url()).environment());
        int exit = psql.start().waitFor();
        String text = Files.readString(output);
        Files.delete(file);
        Files.delete(output);
        assertThat(exit).as(text).isZero();
        return text;
    }
}
