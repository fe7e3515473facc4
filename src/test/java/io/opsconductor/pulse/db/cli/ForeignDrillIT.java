package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code drill} and {@code restore} of archives that a real pg_dump made, not pulse-db. */
@ProgramTest
class ForeignDrillIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @TempDir
    Path folder;

    @TempDir
    Path state;

    @Postgres
    private TestDatabase source;

    @BeforeEach
    void a_database() throws Exception {
        source.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE tel (time timestamptz NOT NULL, v float)",
                "SELECT create_hypertable('tel', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO tel SELECT timestamptz '2026-01-01 00:00Z' + i * interval '6 hours', i"
                        + " FROM generate_series(0, 19) i",
                "CREATE TABLE \"we\"\"ird\" AS SELECT i FROM generate_series(1, 100) i",
                "CREATE SCHEMA other CREATE TABLE empty (i int)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "directory", "tar"})
    void an_archive_of_each_format_is_restored_compared_and_judged_and_nothing_is_written_beside_it(String format)
            throws Exception {
        dump("plant." + format, "--format=" + format);
        Said.by(program().run("check", "--all", "backups")).out("no backup of this set has ever been restored");

        JsonNode drill = Said.by(program().run("drill", "daily", "--output=json"))
                .exit(0)
                .document(Said.DRILL);
        assertThat(drill.get("tables").asInt()).isEqualTo(8); // tel, its five chunks, and two more
        assertThat(drill.get("notCompared")).isEmpty();
        Said.by(program().run("check", "--all", "backups")).out("backup plant." + format + " was restored and matches");
        assertThat(state.resolve(".pulse-drill-daily.json")).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("plant." + format));
        }
    }

    @Test
    void an_archive_is_restored_for_keeps_and_its_rows_are_there(@Postgres TestDatabase into) throws Exception {
        dump("plant.custom", "--format=custom");
        Said.by(program().run("backup", "verify", "daily", "--unread")).exit(0);

        Said.by(program().run("restore", "daily", "--into=" + into.url()))
                .exit(0)
                .out("tables counted, no difference from the dump");
        try (var connection = into.connect();
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM tel")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(20);
        }
    }

    @Test
    void what_is_left_out_of_an_archive_is_named_as_not_compared() throws Exception {
        dump("plant.custom", "--format=custom", "--exclude-table-data=other.empty");

        Said.by(program().run("drill", "daily"))
                .exit(0)
                .out("not compared: rows of \"other\".\"empty\", which the dump leaves out");
    }

    @Test
    void a_damaged_one_is_passed_over_with_its_reason_and_refused_by_its_name() throws Exception {
        dump("good.custom", "--format=custom");
        Path later = dumpIn("Asia/Tokyo", "later.custom", "--format=custom");
        byte[] bytes = Files.readAllBytes(later);
        Files.write(later, Arrays.copyOf(bytes, bytes.length * 3 / 5));

        Said.by(program().run("drill", "daily"))
                .exit(0)
                .out("backup good.custom")
                .err("passed over later.custom: ");
        Said.by(program().run("drill", "daily", "--backup=later.custom"))
                .failed(1, "backup later.custom is not verified");
    }

    private PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*")
                .with("PULSE_BACKUPS_DAILY_STATE_DIRECTORY", state.toString())
                .clientTools()
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    /** Made and read to its end. */
    private void dump(String name, String... options) throws Exception {
        dumpIn("UTC", name, options);
        Said.by(program().run("backup", "verify", "daily", "--unread")).exit(0);
    }

    /** An archive holds local time: by the clock of a zone that is ahead it is the newer one. */
    private Path dumpIn(String zone, String name, String... options) throws Exception {
        Path file = folder.resolve(name);
        List<String> command =
                new ArrayList<>(List.of(PROGRAMS.resolve("pg_dump").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("--file=" + file, "--dbname=" + source.url()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TZ", zone);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return file;
    }
}
