package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate} prints of lint, and what {@code migrate} makes of it. */
@ProgramTest
class ValidateIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    @Test
    void a_warning_is_shown_by_both_and_stops_neither() throws Exception {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        Program.write(folder, "002_b.sql", "-- the type", "ALTER TABLE a ALTER n TYPE bigint;");
        String directory = "--migrations=" + folder;

        Said.by(Program.on(database.url()).run("validate", directory))
                .exit(0)
                .out("002_b.sql:2: warning: the new type bigint of a.n, now integer, rewrites a [type-change] -> ");
        JsonNode problem = new ObjectMapper()
                .readTree(Program.on(database.url())
                        .run("validate", directory, "--output=json")
                        .out())
                .get("problems")
                .get(0);
        assertThat(problem.get("severity").asText()).isEqualTo("warning");
        Said.by(Program.on(database.url()).run("migrate", directory))
                .exit(0)
                .err("warning: 002_b.sql:2: the new type bigint");
    }
}
