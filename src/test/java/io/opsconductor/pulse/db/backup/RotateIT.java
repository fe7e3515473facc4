package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on a set of four backups; no database is needed for any of this. */
@ProgramTest
class RotateIT {
    private static final Instant NOW = Instant.now();

    @TempDir
    Path directory;

    @BeforeEach
    void four_backups() throws Exception {
        for (int hours : new int[] {1, 2, 30, 60}) {
            Stored.backup(directory, "daily", hours + "h", NOW.minus(Duration.ofHours(hours)));
        }
        Files.delete(directory.resolve("daily/30h/database.dump"));
    }

    @Test
    void a_dry_run_says_why_each_stays_or_goes_and_a_run_does_it() throws Exception {
        Outcome plan = program("backup", "rotate", "daily", "--dry-run");
        assertThat(plan.exit()).as(plan.toString()).isZero();
        assertThat(plan.out())
                .as(plan.toString())
                .contains("1h", "the newest verified one, last 1", "min-copies 2")
                .contains("daily: 2 kept, 2 to-remove (5 bytes)");
        assertThat(directory.resolve("daily/60h")).exists();

        Outcome run = program("backup", "rotate", "--output=json");
        assertThat(run.exit()).as(run.toString()).isZero();
        JsonNode backups = new ObjectMapper().readTree(run.out()).path("backups");
        assertThat(backups).as(run.toString()).hasSize(4);
        assertThat(backups.get(2).path("id").asText()).isEqualTo("30h");
        assertThat(backups.get(2).path("fate").asText()).isEqualTo("removed");
        assertThat(backups.get(2).path("verified").asBoolean()).isFalse();
        assertThat(backups.get(2).path("reason").asText()).isEqualTo("not verified, and 2 newer verified kept");
        assertThat(directory.resolve("daily")).isDirectoryNotContaining("glob:**{30h,60h}");
        assertThat(directory.resolve("daily/2h/database.dump")).exists();
    }

    @Test
    void what_cannot_be_removed_is_a_failure_that_names_it() throws Exception {
        Stored.backup(directory, "daily", "x".repeat(250), NOW.minus(Duration.ofHours(90)));

        Outcome run = program("backup", "rotate", "daily");

        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).as(run.toString()).contains("the backup xxx", "of the set daily could not be removed");
        assertThat(directory.resolve("daily/60h")).doesNotExist();
    }

    @Test
    void check_tells_of_a_shrunken_backup_and_of_a_promise_that_cannot_be_kept() throws Exception {
        for (int hours : new int[] {3, 4, 5}) {
            Stored.large(directory, hours + "h", NOW.minus(Duration.ofHours(hours)));
        }
        Outcome check = program("check", "backups", "--output=json");

        JsonNode findings = new ObjectMapper().readTree(check.out()).path("findings");
        assertThat(findings)
                .as(check.toString())
                .extracting(finding -> finding.path("check").asText() + " "
                        + finding.path("severity").asText())
                .contains(
                        "backup.size warning",
                        "backup.schedule warning",
                        "backup.copies ok",
                        "backup.recovery-point warning");
    }

    private Outcome program(String... arguments) throws Exception {
        return new PulseDbProgram()
                .javaOption("-XX:TieredStopAtLevel=1")
                .database("postgresql://nobody@localhost:1/x")
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .with("PULSE_BACKUPS_DAILY_KEEP_LAST", "1")
                .with("PULSE_BACKUPS_DAILY_SCHEDULE", "* * 1 * *")
                .with("PULSE_BACKUPS_DAILY_RPO", "25h")
                .run(arguments);
    }
}
