package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.Browser;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a check, opened in a browser. {@code -Dpulse.pictures=true} puts its pictures into the documents. */
@ProgramTest
class CheckPageIT {
    private static final String HOSTILE = "<script>alert(1)</script>\u202E\"'";

    /** Small enough for a document. */
    private static final String DOCUMENTED = "--scale=0.5";

    @Timescale
    private TestDatabase database;

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws SQLException {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE telemetry (time timestamptz NOT NULL, device int, value float)",
                "SELECT create_hypertable('telemetry', 'time', chunk_time_interval => interval '1 day')",
                "ALTER TABLE telemetry SET (timescaledb.compress, timescaledb.compress_segmentby = 'device')",
                "INSERT INTO telemetry SELECT now() - i * interval '10 minutes', i % 20, i FROM generate_series(0, 144 * 28) i",
                "SELECT add_compression_policy('telemetry', interval '2 days')",
                "SELECT add_retention_policy('telemetry', interval '30 days')",
                "SELECT compress_chunk(c, if_not_compressed => true) FROM show_chunks('telemetry', older_than => interval '2 days') c");
    }

    @Test
    void a_good_page_says_so_and_asks_the_network_for_nothing() throws Exception {
        backUp(Instant.now(), 7, 6, 5, 4, 3, 2, 1, 0);

        JsonNode seen = look(page(0), "healthy", "--press=8", DOCUMENTED);

        assertThat(seen.get("title").asText()).startsWith("No promise is broken");
        assertSound(seen);
        assertThat(seen.get("focused")).extracting(JsonNode::asText).contains("summary");
        assertThat(seen.get("text").asText()).contains("What comes next", "backup.recovery-point becomes critical");
    }

    @Test
    void a_bad_page_reads_without_script_in_the_dark_and_on_a_telephone() throws Exception {
        backUp(Instant.now(), 9, 8, 7, 4, 3, 2);
        database.execute(
                "SELECT decompress_chunk(c) FROM show_chunks('telemetry', older_than => interval '20 days') c",
                "INSERT INTO telemetry SELECT now() - interval '10 days' + i * interval '1 minute', 1, 1 FROM generate_series(0, 99) i",
                "INSERT INTO telemetry SELECT now() - interval '40 days' + i * interval '1 hour', 1, 1 FROM generate_series(0, 200) i",
                "INSERT INTO telemetry VALUES ('1970-01-01', 1, 1)",
                "CREATE TABLE \"" + HOSTILE.replace("\"", "\"\"") + "\" (time timestamptz NOT NULL)",
                "SELECT create_hypertable(format('%I', '" + HOSTILE.replace("'", "''") + "'), 'time')",
                "SELECT remove_compression_policy('telemetry')");
        Path page = page(3);

        JsonNode seen = look(page, "broken", "--press=8", DOCUMENTED);
        assertThat(seen.get("title").asText()).contains("critical findings: act now");
        assertThat(seen.get("text").asText()).contains("<script>alert(1)</script>?");
        assertThat(seen.get("buttons").asInt()).as("to copy remedies").isPositive();
        assertThat(seen.get("focused")).extracting(JsonNode::asText).contains("button");
        assertSound(seen);

        JsonNode dark = look(page, "dark", "--dark", "--no-script");
        assertThat(dark.get("buttons").asInt())
                .as("a button that would do nothing is not there")
                .isZero();
        assertThat(dark.get("text").asText()).contains("add_compression_policy");
        assertSound(dark);

        assertSound(look(page, "narrow", "--width=360"));
    }

    private static void assertSound(JsonNode seen) {
        assertThat(seen.get("complaints")).as("said in the console").isEmpty();
        assertThat(seen.get("requests")).as("the page itself and nothing else").hasSize(1);
        assertThat(seen.get("axe")).as("found by axe").isEmpty();
        assertThat(seen.get("wide").asBoolean()).as("scrolls sideways").isFalse();
    }

    private Path page(int exit) throws IOException {
        Path page = folder.resolve("check.html");
        PulseDbProgram.Outcome outcome = program().run("check", "--output=html");
        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(exit);
        return Files.writeString(page, outcome.out());
    }

    private static JsonNode look(Path page, String name, String... options) throws IOException {
        Browser browser = Browser.find().orElseGet(() -> abort("no browser is to be had on this machine"));
        Path pictures =
                Boolean.getBoolean("pulse.pictures") && Stream.of(options).anyMatch(DOCUMENTED::equals)
                        ? Path.of("src/site/markdown/pictures")
                        : Path.of("target/pictures");
        Path picture = Files.createDirectories(pictures).resolve("check-" + name + ".png");
        return new ObjectMapper()
                .readTree(browser.look(
                        page,
                        Stream.concat(Stream.of(options), Stream.of("--picture=" + picture))
                                .toArray(String[]::new)));
    }

    private PulseDbProgram program() {
        return Program.on(database.url())
                .with("PULSE_PROFILE", "none")
                .with("PULSE_HYPERTABLES_TELEMETRY_COMPRESS_AFTER", "2d")
                .with("PULSE_HYPERTABLES_TELEMETRY_DROP_AFTER", "30d")
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("dumps").toString())
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*.dump")
                .with("PULSE_BACKUPS_DAILY_RPO", "25h")
                .with("PULSE_BACKUPS_DAILY_RTO", "2h")
                .clientTools()
                .with("PULSE_TIMESCALE_SCHEDULER_EXPECTED", Boolean.toString(database.schedulerRuns()));
    }

    /** Dumps as another tool made them so many days ago, read to their end. */
    private void backUp(Instant now, int... daysAgo) throws IOException {
        Path dumps = Files.createDirectories(folder.resolve("dumps"));
        Path own = folder.resolve("own");
        Said.by(program().with("PULSE_BACKUPS_OWN_DIRECTORY", own.toString()).run("backup", "take", "--init", "own"))
                .exit(0);
        byte[] dump;
        try (Stream<Path> files = Files.walk(own)) {
            dump = Files.readAllBytes(files.filter(file -> file.endsWith("database.dump"))
                    .findFirst()
                    .orElseThrow());
        }
        List<String> names = new ArrayList<>();
        for (int days : daysAgo) {
            // A little apart from whole days, as dumps are; never in the future.
            Instant taken = now.minus(Duration.ofDays(days)).minus(Duration.ofMinutes(1 + days));
            Path file = dumps.resolve("day-" + days + ".dump");
            Files.write(file, dated(dump, taken.atZone(ZoneOffset.UTC)));
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(taken));
            names.add(file.getFileName().toString());
        }
        Said.by(program().run("backup", "verify", "daily")).exit(0).out(names.get(0));
    }

    /** The archive with another time in its header: second, minute, hour, day, month and year, a sign before each. */
    private static byte[] dated(byte[] dump, ZonedDateTime time) {
        ByteBuffer bytes = ByteBuffer.wrap(dump.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12;
        for (int part : new int[] {
            time.getSecond(),
            time.getMinute(),
            time.getHour(),
            time.getDayOfMonth(),
            time.getMonthValue() - 1,
            time.getYear() - 1900
        }) {
            bytes.putInt(at + 1, part);
            at += 5;
        }
        return bytes.array();
    }
}
