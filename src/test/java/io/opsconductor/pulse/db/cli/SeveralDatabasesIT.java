package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.FreePort;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.sql.Query;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One check of the main database and of others beside it. */
@ProgramTest
class SeveralDatabasesIT {
    private static final String SECRET = "geh%21eim%40z9";

    @Postgres
    private TestDatabase main;

    @Postgres
    private TestDatabase plant;

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws SQLException {
        for (TestDatabase database : new TestDatabase[] {main, plant}) {
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "CREATE TABLE readings (at timestamptz NOT NULL)",
                    "SELECT create_hypertable('readings', 'at')",
                    "INSERT INTO readings VALUES (now() - interval '100 days')");
        }
    }

    @Test
    void each_is_judged_by_its_own_promises_and_the_ones_that_do_not_answer_hold_up_no_other() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PulseDbProgram program = program(main.url())
                    .with("PULSE_DATABASES_PLANT_URL", plant.url())
                    .with("PULSE_DATABASES_PLANT_HYPERTABLES_READINGS_DROP_AFTER", "3d")
                    .with("PULSE_DATABASES_GONE_URL", at(FreePort.find()))
                    .with("PULSE_DATABASES_MUTE_URL", at(mute.getLocalPort()) + "?connect_timeout=2");
            JsonNode document = Said.by(program.run("check", "--all", "retention", "--output=json"))
                    .exit(3)
                    .nowhere("geh", "eim")
                    .document("checkedAt", "worst", "findings");

            JsonNode late = finding(document, "plant", "retention.backlog", "readings");
            assertThat(late.get("severity").asText()).isEqualTo("critical");
            JsonNode undecided = finding(document, null, "retention.policy", "readings");
            assertThat(undecided.get("remedy").asText()).startsWith("set pulse.hypertables.readings.drop-after");
            for (String name : new String[] {"gone", "mute"}) {
                JsonNode unknown = finding(document, name, "retention.backlog", "pulse");
                assertThat(unknown.get("severity").asText()).isEqualTo("unknown");
                assertThat(unknown.get("message").asText())
                        .startsWith("could not look: ")
                        .contains("127.0.0.1");
            }
        }
    }

    @Test
    void a_table_names_the_database_before_the_subject_and_the_remedy_the_keys_that_hold_there() {
        Said.by(program(main.url())
                        .property("pulse.databases.\"Plant 2\".url", plant.url())
                        .property("pulse.databases.\"Plant 2\".areas", "retention")
                        .run("check", "--all", "timescale", "retention"))
                .exit(0)
                .out(
                        "Plant 2/readings",
                        "timescale.scheduler  " + main.name(),
                        "-> set pulse.databases.\"Plant 2\".hypertables.readings.drop-after=30d")
                .nowhere("timescale.scheduler  Plant 2/");
    }

    @Test
    void where_none_can_be_reached_it_is_worth_a_retry_and_one_url_on_the_command_line_is_the_only_one()
            throws IOException {
        PulseDbProgram program = program(at(FreePort.find())).with("PULSE_DATABASES_GONE_URL", at(FreePort.find()));
        Said.by(program.run("check", "--all", "retention"))
                .exit(4)
                .err("cannot reach")
                .out("gone/pulse")
                .nowhere("geh", "eim");
        Said.by(program.run("check", "--all", "retention", "--database-url=" + main.url()))
                .exit(0)
                .nowhere("gone/");
    }

    @Test
    void without_a_main_database_the_others_are_judged_and_backups_need_none() {
        PulseDbProgram none = Program.withoutDatabase().with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString());
        Said.by(none.run("check", "--all", "backups")).exit(3).out("backup.recovery-point", "daily");
        Said.by(none.run("check", "--all", "retention")).exit(2).err("no database is configured", "DATABASE_URL=");

        PulseDbProgram other = program(null).with("PULSE_DATABASES_PLANT_URL", plant.url());
        Said.by(other.run("check", "--all", "retention"))
                .exit(0)
                .out("plant/readings")
                .nowhere("no database");
    }

    @Test
    void what_is_wrong_with_a_database_of_several_is_named_and_not_quoted() {
        Said.by(program(main.url())
                        .with("PULSE_DATABASES_PLANT_URL", "postgresql://iot:" + SECRET + "@db:port/pulse")
                        .run("check"))
                .failed(2, "pulse.databases.\"plant\".url", "malformed")
                .nowhere("geh", "eim");
        Said.by(program(main.url())
                        .with("PULSE_DATABASES_PLANT_URL", plant.url())
                        .with("PULSE_DATABASES_PLANT_AREAS", "retentoin")
                        .run("check"))
                .failed(2, "there is no check area 'retentoin'", "choose from");
        Said.by(program(main.url())
                        .with("PULSE_DATABASES_PLANT_AREAS", "retention")
                        .run("check"))
                .failed(2, "pulse.databases.plant.url");
    }

    @Test
    void a_fix_mends_each_by_its_own_promises_and_writes_it_down_there_and_one_that_is_gone_stops_none()
            throws Exception {
        String log = "CREATE TABLE maintenance_log (id bigserial, job_name text, started_at timestamptz,"
                + " completed_at timestamptz, rows_affected bigint, status text, error_message text, details jsonb)";
        main.execute(log, "INSERT INTO readings VALUES (now())");
        plant.execute(log, "INSERT INTO readings VALUES (now())");
        PulseDbProgram program = program(main.url())
                .with("PULSE_HYPERTABLES_READINGS_DROP_AFTER", "30d")
                .with("PULSE_DATABASES_GONE_URL", at(FreePort.find()))
                .with("PULSE_DATABASES_PLANT_URL", plant.url());
        Said.by(program.run("check", "retention", "--fix", "--dry-run"))
                .exit(3)
                .out(
                        "would fix  readings: drop _hyper_",
                        "1 would be fixed",
                        "left as it is  plant/readings: that it is dropped after 30d is said of all databases",
                        "-> set pulse.databases.\"plant\".hypertables.readings.drop-after=30d",
                        "plant: 0 would be fixed, 1 left to you")
                .err("gone is not mended: cannot reach");
        assertThat(chunks(main)).isEqualTo(2);

        program.with("PULSE_DATABASES_PLANT_HYPERTABLES_READINGS_DROP_AFTER", "30d");
        JsonNode document = Said.by(program.run("check", "retention", "--fix", "--output=json"))
                .exit(3)
                .nowhere("geh", "eim")
                .document("checkedAt", "worst", "findings", "fix");
        JsonNode fix = document.get("fix");
        assertThat(fix.get("done").findValuesAsText("database")).containsExactly("null", "plant");
        assertThat(fix.get("errors").findValuesAsText("database")).containsExactly("gone");
        for (TestDatabase database : new TestDatabase[] {main, plant}) {
            assertThat(chunks(database)).isEqualTo(1);
            assertThat(one(
                            database,
                            "SELECT count(*) FROM maintenance_log WHERE job_name = 'pulse-db check --fix'"
                                    + " AND status = 'COMPLETED' AND rows_affected = 1"))
                    .isEqualTo(1);
        }
        assertThat(finding(document, "plant", "retention.backlog", "readings")
                        .get("severity")
                        .asText())
                .isEqualTo("ok");
    }

    @Test
    void a_fix_without_a_main_database_mends_the_others() throws Exception {
        Said.by(program(null)
                        .with("PULSE_DATABASES_PLANT_URL", plant.url())
                        .with("PULSE_DATABASES_PLANT_HYPERTABLES_READINGS_DROP_AFTER", "3d")
                        .run("check", "retention", "--fix", "--progress"))
                .exit(0)
                .out("to fix  plant/readings: drop _hyper_", "plant: 1 to fix", "plant: 1 of 1 fixed")
                .err("[1/1] plant/readings: drop _hyper_");
        assertThat(chunks(plant)).isZero();
        assertThat(chunks(main)).isEqualTo(1);
        Said.by(Program.withoutDatabase().run("check", "retention", "--fix"))
                .exit(2)
                .err("no database is configured");
    }

    private static long chunks(TestDatabase database) throws SQLException {
        return one(database, "SELECT count(*) FROM show_chunks('readings')");
    }

    private static long one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.first(connection, sql, row -> row.getLong(1)).orElseThrow();
        }
    }

    /** None of the shipped promises stands in the way. */
    private static PulseDbProgram program(String url) {
        PulseDbProgram program = url == null ? Program.withoutDatabase() : Program.on(url);
        for (String shipped : new String[] {"TELEMETRY", "SYSTEM_METRICS", "AUDIT_LOG", "DEVICE_HEALTH_TELEMETRY"}) {
            program.with("PULSE_HYPERTABLES_" + shipped + "_EXPECTED", "false");
        }
        return program;
    }

    private static JsonNode finding(JsonNode document, String database, String check, String subject) {
        return StreamSupport.stream(document.get("findings").spliterator(), false)
                .filter(finding -> database == null
                        ? finding.get("database").isNull()
                        : finding.get("database").asText().equals(database))
                .filter(finding -> finding.get("check").asText().equals(check)
                        && finding.get("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(database + " " + check + " " + subject + " in " + document));
    }

    private static String at(int port) {
        return "postgresql://iot:" + SECRET + "@127.0.0.1:" + port + "/pulse";
    }
}
