package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B3: who may write where backups lie puts an older good verification back after a file was damaged, seal and all. */
@ProgramTest
class B3OldVerificationIT {
    private static final String[] SEALED = {"PULSE_BACKUPS_DAILY_SEAL_KEY", "a key that is long enough to be a key"};

    @TempDir
    Path directory;

    @Postgres
    private TestDatabase test;

    private BackupAttack attack;
    private Path dump;
    private Path record;

    @BeforeEach
    void one_good_backup() throws Exception {
        attack = new BackupAttack(directory, test.url());
        test.execute("CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) AS n");
        good("backup", "take", "--init");
        good("backup", "verify");
        try (Stream<Path> files = Files.walk(directory)) {
            dump = files.filter(file -> file.endsWith("database.dump"))
                    .findFirst()
                    .orElseThrow();
        }
        record = dump.resolveSibling("verification.json");
    }

    private void good(String... arguments) {
        Outcome outcome = attack.run(SEALED, arguments);
        assertThat(outcome.exit()).as(outcome.toString()).isZero();
    }

    private String verified(String... setting) {
        return attack.run(SEALED, "check", "--all", "backups")
                .out()
                .lines()
                .filter(line -> line.contains("backup.verified"))
                .findFirst()
                .orElseThrow();
    }

    /** In its last quarter, with the time of its content as before. */
    private void damage() throws IOException {
        FileTime time = Files.getLastModifiedTime(dump);
        try (RandomAccessFile file = new RandomAccessFile(dump.toFile(), "rw")) {
            long place = file.length() * 3 / 4;
            file.seek(place);
            int one = file.read();
            file.seek(place);
            file.write(one ^ 1);
        }
        Files.setLastModifiedTime(dump, time);
    }

    @Test
    void an_older_good_record_does_not_make_a_damaged_backup_good_again() throws Exception {
        assertThat(verified()).startsWith("OK");
        byte[] old = Files.readAllBytes(record);
        damage();
        assertThat(attack.run(SEALED, "backup", "verify").exit()).isEqualTo(1);
        assertThat(verified()).startsWith("CRITICAL");

        Files.write(record, old);
        assertThat(verified()).as("put back").startsWith("WARNING");
        Outcome due = attack.run(SEALED, "backup", "verify", "--due");
        assertThat(due.exit()).as(due.toString()).isEqualTo(1);
        assertThat(verified()).startsWith("CRITICAL");
    }

    /** For five minutes it counted as read after that: the clock of a file server may be ahead. */
    @Test
    void a_damage_right_after_the_backup_was_taken_asks_for_one_more_verification() throws Exception {
        Path first = dump;
        good("backup", "take");
        try (Stream<Path> files = Files.walk(directory)) {
            dump = files.filter(file -> file.endsWith("database.dump"))
                    .filter(file -> !file.equals(first))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(dump.resolveSibling("verification.json")).doesNotExist();
        assertThat(verified()).startsWith("OK");

        damage();
        assertThat(verified()).startsWith("WARNING");
        Outcome due = attack.run(SEALED, "backup", "verify", "--due");
        assertThat(due.exit()).as(due.toString()).isEqualTo(1);
        assertThat(verified()).startsWith("CRITICAL");
    }

    @Test
    void other_rights_and_a_copied_volume_ask_for_one_more_verification_and_break_nothing() throws Exception {
        Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(verified()).startsWith("WARNING");
        assertThat(attack.run(SEALED, "check", "backups").out()).doesNotContain("backup.recovery-point  daily  none");
        good("backup", "verify", "--due");
        assertThat(verified()).startsWith("OK");

        Path copy = dump.resolveSibling("copy");
        Files.copy(dump, copy);
        Files.move(copy, dump, StandardCopyOption.REPLACE_EXISTING);
        assertThat(verified()).as("the same bytes in another file").startsWith("WARNING");
        good("backup", "verify", "--due");
        assertThat(verified()).startsWith("OK");
    }
}
