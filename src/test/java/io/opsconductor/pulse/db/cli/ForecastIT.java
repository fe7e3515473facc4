package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose clock can be moved: its time column counts seconds, and a table holds the present. */
@ProgramTest
class ForecastIT {
    private static final long PRESENT = 100_000;
    /** Of the oldest chunk: its end, the promise of a day, the hour from one run to the next, the grace of two. */
    private static final long LATE = 10_800 + 27 * 3600;

    private static final String HOSTILE = "<script>alert(1)</script>";

    @Timescale
    private TestDatabase database;

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws SQLException {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE clock (present bigint)",
                "INSERT INTO clock VALUES (" + PRESENT + ")",
                "CREATE FUNCTION present() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT present FROM public.clock'",
                "CREATE TABLE \"" + HOSTILE + "\" (t bigint NOT NULL, v float)",
                "SELECT create_hypertable(format('%I', '" + HOSTILE + "'), 't', chunk_time_interval => 3600)",
                "SELECT set_integer_now_func(format('%I', '" + HOSTILE + "'), 'present')",
                "INSERT INTO \"" + HOSTILE + "\" SELECT i, i FROM generate_series(10000, 99000, 3600) i",
                "ALTER TABLE \"" + HOSTILE + "\" SET (timescaledb.compress)",
                // Tomorrow, so that no scheduler runs it meanwhile.
                "SELECT alter_job(add_compression_policy(format('%I', '" + HOSTILE + "'), compress_after => 86400,"
                        + " schedule_interval => interval '1 hour'), next_start => now() + interval '1 day')");
    }

    @Test
    void a_promise_is_broken_at_the_second_that_was_foretold() throws Exception {
        JsonNode forecast = json(program().run("forecast", "--for=3h", "--output=json"), 3);
        JsonNode broken = only(forecast, "promise");
        Instant from = Instant.parse(forecast.get("from").asText());

        assertThat(broken.get("check").asText()).isEqualTo("compression.backlog");
        assertThat(broken.get("subject").asText()).isEqualTo(HOSTILE);
        assertThat(Duration.between(from, Instant.parse(broken.get("at").asText())))
                .isBetween(Duration.ofSeconds(LATE - PRESENT), Duration.ofSeconds(LATE - PRESENT + 2));

        present(LATE);
        Said.by(program().run("check", "compression")).exit(0);
        present(LATE + 1);
        assertThat(program().run("check", "compression").exit()).isEqualTo(3);
        assertThat(json(program().run("forecast", "--for=1m", "--output=json"), 3)
                        .get("now")
                        .findValuesAsText("check"))
                .as("what is broken already is no forecast")
                .contains("compression.backlog");
    }

    @Test
    void before_it_breaks_nothing_is_said_and_a_page_is_one_document() throws Exception {
        PulseDbProgram.Outcome quiet = program().run("forecast", "--for=1h");
        assertThat(quiet.exit()).as(quiet.toString()).isZero();
        assertThat(quiet.out()).contains("No promise is broken within 1h if all runs as scheduled.");

        PulseDbProgram.Outcome page = program().run("forecast", "--for=3h", "--output=html");
        assertThat(page.exit()).isEqualTo(3);
        assertThat(page.out())
                .startsWith("<!DOCTYPE html>")
                .contains("compression.backlog becomes critical", "&lt;script&gt;alert(1)")
                .doesNotContain(HOSTILE);
    }

    @Test
    void what_is_scheduled_is_told_and_a_schedule_that_cannot_keep_the_recovery_point_too() throws Exception {
        Said.by(scheduled().run("backup", "take", "--init", "daily")).exit(0);

        JsonNode forecast = json(scheduled().run("forecast", "--for=3d", "--output=json"), 3);

        assertThat(kinds(forecast)).contains("backup", "verification", "drill", "promise");
        assertThat(StreamSupport.stream(forecast.get("events").spliterator(), false)
                        .filter(event -> event.get("subject").asText().equals("daily")
                                && event.get("severity").asText().equals("critical"))
                        .map(event -> event.path("check").asText()))
                .contains("backup.recovery-point");
        assertThat(scheduled().run("forecast", "--for=3d").out())
                .as("told once")
                .containsOnlyOnce("backup.recovery-point becomes critical though all runs as scheduled")
                .contains("; again ");
    }

    @Test
    void how_far_to_look_is_a_time_of_at_most_a_year() {
        for (String nonsense : List.of("0", "-1d", "100y", "367d", "soon", "")) {
            PulseDbProgram.Outcome refused = program().run("forecast", "--for=" + nonsense);
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
            assertThat(refused.err().strip()).doesNotContain("\n").contains("--for");
        }
        Said.by(scheduled().run("backup", "take", "--init", "daily")).exit(0);
        PulseDbProgram.Outcome often =
                scheduled().with("PULSE_BACKUPS_DAILY_SCHEDULE", "* * * * *").run("forecast", "--for=30d");
        assertThat(often.exit()).as(often.toString()).isEqualTo(2);
        assertThat(often.err()).contains("runs more than 20000 times");
    }

    @Test
    void a_database_that_is_away_is_worth_another_try() {
        assertThat(program()
                        .database("postgresql://nobody@127.0.0.1:1/none")
                        .run("forecast")
                        .exit())
                .isEqualTo(4);
    }

    private void present(long seconds) throws SQLException {
        database.execute("UPDATE clock SET present = " + seconds);
    }

    private static JsonNode json(PulseDbProgram.Outcome outcome, int exit) throws IOException {
        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(exit);
        return new ObjectMapper().readTree(outcome.out());
    }

    private static JsonNode only(JsonNode forecast, String kind) {
        List<JsonNode> found = StreamSupport.stream(forecast.get("events").spliterator(), false)
                .filter(event -> event.get("kind").asText().equals(kind))
                .toList();
        assertThat(found).as(forecast.toString()).hasSize(1);
        return found.get(0);
    }

    private static List<String> kinds(JsonNode forecast) {
        return forecast.get("events").findValuesAsText("kind");
    }

    /** Once a day, and half a day is promised. */
    private PulseDbProgram scheduled() {
        return program()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_BACKUPS_DAILY_RPO", "12h")
                .with("PULSE_BACKUPS_DAILY_SCHEDULE", "17 2 * * *")
                .with("PULSE_BACKUPS_DAILY_VERIFY_SCHEDULE", "47 8 * * *")
                .with("PULSE_BACKUPS_DAILY_DRILL_SCHEDULE", "17 5 * * *");
    }

    private PulseDbProgram program() {
        return Program.on(database.url())
                .with("PULSE_PROFILE", "none")
                .with("PULSE_TIMESCALE_SCHEDULER_EXPECTED", Boolean.toString(database.schedulerRuns()))
                .with("PULSE_BACKUPS_ELSEWHERE_EXPECTED", "false")
                .clientTools()
                .with("PULSE_CONFIG", config().toString());
    }

    /** A name that no variable can spell. */
    private Path config() {
        try {
            return Files.writeString(
                    folder.resolve("pulse.properties"),
                    "pulse.hypertables.\"" + HOSTILE + "\".compress-after=24h\n"
                            + "pulse.hypertables.\"" + HOSTILE + "\".compress-grace=2h\n"
                            + "pulse.hypertables.\"" + HOSTILE + "\".integer-step=1s\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
