package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is not Pulse's, met by {@code init}, {@code config} and environment variables. */
@ProgramTest
class InitIT {
    private final TestDatabase database = DevelopmentDatabases.shared().timescale();

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE SCHEMA iot",
                "CREATE TABLE iot.reading (at timestamptz NOT NULL, value int)",
                "SELECT create_hypertable('iot.reading', 'at')",
                "ALTER TABLE iot.reading SET (timescaledb.compress)",
                "SELECT add_compression_policy('iot.reading', INTERVAL '7 days')",
                "SELECT add_retention_policy('iot.reading', INTERVAL '90 days')",
                "CREATE TABLE iot.event (ts_ms bigint NOT NULL, kind text)",
                "SELECT create_hypertable('iot.event', 'ts_ms', chunk_time_interval => 86400000)",
                "CREATE FUNCTION iot.now_ms() RETURNS bigint LANGUAGE sql STABLE"
                        + " AS 'SELECT (extract(epoch FROM now()) * 1000)::bigint'",
                "SELECT set_integer_now_func('iot.event', 'iot.now_ms')",
                "SELECT add_retention_policy('iot.event', BIGINT '2592000000')",
                "CREATE TABLE iot.\"Odd = #1\" (at timestamptz NOT NULL)",
                "SELECT create_hypertable('iot.\"Odd = #1\"', 'at')");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private PulseDbProgram program() {
        return Program.on(database.url()).with("PULSE_PROFILE", "none");
    }

    @Test
    void what_is_there_is_proposed_and_the_check_agrees_with_it() throws IOException {
        Path file = folder.resolve("own.properties");
        Said.by(program().run("init", "--rpo=6h", "--backups=" + folder, "--write=" + file))
                .exit(0)
                .out("written to " + file + "; next: pulse-db check --config=" + file);
        assertThat(Files.readAllLines(file))
                .contains(
                        "pulse.profile=none",
                        "#pulse.migrations.directory=db",
                        "pulse.hypertables.\"iot.reading\".compress-after=7d",
                        "pulse.hypertables.\"iot.reading\".drop-after=90d",
                        "pulse.hypertables.\"iot.event\".integer-step=1ms",
                        "pulse.hypertables.\"iot.event\".drop-after=30d",
                        "#pulse.hypertables.\"iot.Odd\\ \\=\\ \\#1\".keep-forever=true",
                        "pulse.backups.daily.rpo=6h",
                        "pulse.backups.daily.schedule=17 2,5,8,11,14,17,20,23 * * *");
        Said.by(program().run("init", "--write=" + file)).failed(2, file + " exists, and is left as it is");

        Files.writeString(
                file, Files.readString(file).replace("#pulse.hypertables.\"iot.Odd", "pulse.hypertables.\"iot.Odd"));
        String policies = program().run("policies", "--config=" + file).out();
        assertThat(policies)
                .contains("iot.reading   compression  7d", "iot.reading   retention    90d")
                .contains("iot.event     retention    30d")
                .doesNotContain("differs", "missing", "no hypertable", "unclear", "nobody declared");
    }

    @Test
    void a_policy_that_drops_at_once_is_no_promise_and_a_person_decides() throws Exception {
        database.execute(
                "CREATE TABLE iot.early (at timestamptz NOT NULL)",
                "SELECT create_hypertable('iot.early', 'at')",
                "SELECT add_retention_policy('iot.early', INTERVAL '-1 day')");
        Path file = folder.resolve("early.properties");
        Said.by(program().run("init", "--write=" + file)).exit(0);
        assertThat(file).content().contains("\n#pulse.hypertables.\"iot.early\".drop-after=90d");
        Said.by(program().run("policies", "--config=" + file)).nowhere("not longer than zero");
    }

    @Test
    void settings_are_shown_with_their_sources_and_without_secrets() {
        Program.write(folder, "own.properties", "pulse.hypertables.\"iot.reading\".drop-after=90d");
        Said.by(program()
                        .with("PULSE_DRILL_URL", "postgresql://someone:hush1@drills:5432/postgres?password=hush2")
                        .with("PULSE_BACKUPS_DAILY_SEAL_KEY", "hush3-hush3-hush3-hush3-hush3-hush3")
                        .with("PGPASSWORD", "hush4")
                        .run("config", "--config=" + folder.resolve("own.properties")))
                .exit(0)
                .out(
                        "pulse.drill.url",
                        "environment PULSE_DRILL_URL",
                        "postgresql://someone@drills:5432/postgres",
                        "pulse.hypertables.\"iot.reading\".drop-after",
                        folder.resolve("own.properties").toString(),
                        "default",
                        "(hidden)")
                .nowhere("hush");
    }

    @Test
    void a_variable_finds_the_hypertable_that_it_spells_and_makes_no_other() {
        Said.by(program()
                        .with("PULSE_HYPERTABLES_IOT_READING_DROP_AFTER", "60d")
                        .run("policies"))
                .out("iot.reading   retention    60d     90d", "differs")
                .nowhere("iot_reading", "no hypertable");
        Said.by(program()
                        .with("PULSE_HYPERTABLES__IOT_READING__DROP_AFTER", "90d")
                        .run("policies"))
                .out("iot.reading   retention    90d     90d", "as wanted")
                .nowhere("iot_reading", "no hypertable");
        Program.write(folder, "own.properties", "pulse.hypertables.\"iot.reading\".drop-after=30d");
        Said.by(program()
                        .with("PULSE_HYPERTABLES_IOT_READING_DROP_AFTER", "90d")
                        .run("policies", "--config=" + folder.resolve("own.properties")))
                .out("iot.reading   retention    90d     90d", "as wanted")
                .nowhere("iot_reading", "no hypertable");
    }

    @Test
    void a_variable_that_means_none_or_several_is_told_with_the_candidates() throws Exception {
        Said.by(program().with("PULSE_HYPERTABLES_IOT_READIN_DROP_AFTER", "60d").run("check", "retention"))
                .exit(3)
                .out("PULSE_HYPERTABLES_IOT_READIN_… names no hypertable; there are", "iot.event", "iot.reading");
        database.execute(
                "CREATE TABLE public.iot_reading (at timestamptz NOT NULL)",
                "SELECT create_hypertable('public.iot_reading', 'at')");
        Said.by(program()
                        .with("PULSE_HYPERTABLES_IOT_READING_DROP_AFTER", "60d")
                        .run("check", "retention"))
                .exit(3)
                .out("PULSE_HYPERTABLES_IOT_READING_… may mean any of", "iot.reading", "iot_reading");
    }
}
