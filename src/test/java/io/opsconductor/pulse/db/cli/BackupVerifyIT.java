package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first backup of a set to one that went bad, by the packaged program. */
@ProgramTest
class BackupVerifyIT {
    @TempDir
    Path directory;

    @Test
    void a_set_is_begun_on_purpose_and_a_backup_that_went_bad_is_told(@Postgres TestDatabase database)
            throws Exception {
        database.execute("CREATE TABLE t AS SELECT generate_series(1, 1000) i");
        Outcome unknown = program(database).run("backup", "take");
        assertThat(unknown.exit()).as(unknown.toString()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("is not known as the directory of the backup set daily")
                .contains("pulse-db backup take --init daily");
        assertThat(directory).isEmptyDirectory();

        Outcome taken = program(database).run("backup", "take", "--init", "--output=json");
        assertThat(taken.exit()).as(taken.toString()).isZero();
        JsonNode backup = new ObjectMapper().readTree(taken.out()).at("/backups/0");

        Outcome good = program(database).run("backup", "verify", "daily", "--backup=newest");
        assertThat(good.exit()).as(good.toString()).isZero();
        assertThat(good.out()).containsPattern("SET +BACKUP +SIZE +TOOK +MB/S +VERIFIED\\Rdaily +\\S+Z .* yes");

        // Nothing is due an hour later; with a schedule that comes round too late for the promise, it is at once.
        Outcome fresh = withoutDatabase().run("backup", "verify", "--due");
        assertThat(fresh.exit()).as(fresh.toString()).isZero();
        assertThat(fresh.out()).contains("no backup to read");
        Outcome weekly = withoutDatabase()
                .with("PULSE_BACKUPS_DAILY_VERIFY_SCHEDULE", "17 8 * * 0")
                .run("backup", "verify", "--due");
        assertThat(weekly.out()).contains(backup.path("id").asText());

        Path dump = Path.of(backup.path("path").asText()).resolve("database.dump");
        byte[] bytes = Files.readAllBytes(dump);
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump, bytes);
        Outcome bad = program(database).run("backup", "verify", "--output=json");

        assertThat(bad.exit()).as(bad.toString()).isEqualTo(1);
        assertThat(bad.err())
                .contains("pulse-db: backup daily " + backup.path("id").asText()
                        + " is bad: database.dump is not what was written: its checksum differs -> ");
        JsonNode document = new ObjectMapper().readTree(bad.out());
        assertThat(document.at("/verifications/0/verified").asBoolean(true)).isFalse();
        assertThat(document.at("/error/exit").asInt()).isEqualTo(1);
    }

    @Test
    void sigterm_ends_the_reading_of_a_long_dump_at_once() throws Exception {
        Path dump = directory.resolve("long.sql");
        Files.writeString(dump, "--\n-- PostgreSQL database dump\n--\n\n");
        try (RandomAccessFile sparse = new RandomAccessFile(dump.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        Process process =
                withoutDatabase().with("PULSE_BACKUPS_DAILY_PATTERN", "*.sql").start("backup", "verify", "daily");
        await().until(() -> isReading(process, dump));
        process.toHandle().destroy();

        Said.by(new Outcome(
                        Patience.exit(process),
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)))
                .failed(4, "the verification of dump long.sql was interrupted");
    }

    private static boolean isReading(Process process, Path file) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return open.anyMatch(descriptor -> {
                try {
                    return file.equals(Files.readSymbolicLink(descriptor));
                } catch (IOException e) {
                    return false; // It is closed again.
                }
            });
        }
    }

    private PulseDbProgram program(TestDatabase database) {
        return withoutDatabase().database(database.url());
    }

    private PulseDbProgram withoutDatabase() {
        return Program.withoutDatabase()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .clientTools();
    }
}
