package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import org.junit.jupiter.api.Test;

/** The packed migrations on TimescaleDB's community edition, from nothing to up to date. */
@ProgramTest
class WholeSchemaIT {

    @Test
    void the_packed_migrations_bring_an_empty_timescaledb_up_to_date_once(@Timescale TestDatabase database)
            throws Exception {
        List<String> scripts;
        try (Stream<Path> files = Files.list(Path.of("db/migrations"))) {
            scripts = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        PulseDbProgram program = Program.on(database.url());

        JsonNode first = Said.by(program.run("migrate", "--output=json", "--progress"))
                .exit(0)
                .err("[  1/" + scripts.size() + "] 000_base_schema.sql ")
                .document("schemaVersion", "applied", "pending", "skipped");
        assertThat(first.get("applied").findValuesAsText("script")).containsExactlyInAnyOrderElementsOf(scripts);
        assertThat(first.get("pending")).isEmpty();
        String newest = first.get("schemaVersion").asText();

        Said.by(program.run("migrate")).exit(0).out("0 applied, nothing pending; schema version " + newest);
        Said.by(program.run("validate")).exit(0).out(scripts.size() + " migrations, no problem");
        Said.by(program.with("PULSE_TIMESCALE_SCHEDULER_EXPECTED", "false")
                        .run("check", "--all", "timescale", "compression", "retention", "aggregates"))
                .exit(0)
                .out("aggregate.refresh", "system_metrics_hourly");
        Said.by(program.run("check", "--all", "schema")).exit(0).out("version " + newest + " / version " + newest);

        JsonNode status =
                Said.by(program.run("status", "--output=json")).exit(0).document("schemaVersion", "migrations", "note");
        assertThat(status.get("migrations").findValuesAsText("state"))
                .hasSameSizeAs(scripts)
                .containsOnly("applied");
        assertThat(firstLine(program.start("status"))).startsWith("VERSION  STATE");
    }

    /** As {@code | head -1} does: reads one line, closes the pipe, and the program must end well. */
    private static String firstLine(Process process) throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            lines.close();
            assertThat(Patience.exit(process)).isZero();
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            return line;
        }
    }
}
