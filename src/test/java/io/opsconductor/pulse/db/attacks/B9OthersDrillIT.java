package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * B9: the backups of two databases lie in one directory, each with its own configuration. A drill of the other one's backup counted for
 * this one's, which was never restored.
 */
@ProgramTest
class B9OthersDrillIT {
    @TempDir
    Path directory;

    @Postgres
    private TestDatabase ours;

    @Postgres
    private TestDatabase others;

    private BackupAttack attack;
    private BackupAttack other;

    @BeforeEach
    void backups_of_both() throws Exception {
        attack = new BackupAttack(directory, ours.url());
        other = new BackupAttack(directory, others.url());
        ours.execute("CREATE TABLE t AS SELECT n FROM generate_series(1, 10) AS n");
        others.execute("CREATE TABLE u AS SELECT n FROM generate_series(1, 10) AS n");
        assertThat(attack.run("backup", "take", "--init").exit()).isZero();
        assertThat(other.run("backup", "take").exit()).isZero();
    }

    @Test
    void a_drill_of_another_databases_backup_says_nothing_of_this_ones() {
        Outcome drill = other.run(settings(others), "drill");
        assertThat(drill.exit()).as(drill.toString()).isZero();

        assertThat(judged(other, others)).startsWith("OK");
        assertThat(judged(attack, ours)).startsWith("WARNING").contains("no backup of this set has ever been restored");

        drill = attack.run(settings(ours), "drill");
        assertThat(drill.exit()).as(drill.toString()).isZero();
        assertThat(judged(attack, ours)).startsWith("OK");
    }

    private static String[] settings(TestDatabase database) {
        return new String[] {"PULSE_DRILL_SAME_SERVER", "true", "PULSE_DRILL_CONFIRM_SAME_SERVER", database.name()};
    }

    /** With the lines below it, which say why. */
    private static String judged(BackupAttack attack, TestDatabase database) {
        return attack.run(settings(database), "check", "--all", "backups")
                .out()
                .lines()
                .dropWhile(line -> !line.contains("backup.drill "))
                .limit(3)
                .collect(Collectors.joining("\n"));
    }
}
