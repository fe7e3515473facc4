package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B4: who may write where another tool's dumps lie empties one that was verified, and gives it its size and time back. */
@ProgramTest
class B4OverwrittenForeignDumpIT {
    private static final String[] SEALED = {
        "PULSE_BACKUPS_DAILY_PATTERN", "*.sql",
        "PULSE_BACKUPS_DAILY_SEAL_KEY", "a key that is long enough to be a key"
    };

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Postgres
    private TestDatabase test;

    private BackupAttack attack;
    private Path dump;

    @BeforeEach
    void a_dump_of_others() throws Exception {
        attack = new BackupAttack(directory, test.url());
        dump = directory.resolve("a.sql");
        dump(dump);
    }

    private void dump(Path file) throws Exception {
        test.execute("CREATE TABLE IF NOT EXISTS t AS SELECT n FROM generate_series(1, 1000) AS n");
        Process dumping = new ProcessBuilder(
                        BackupAttack.PROGRAMS.resolve("pg_dump").toString(),
                        "--verbose",
                        "--file=" + file,
                        "--dbname=" + test.url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(Patience.exit(dumping)).isZero();
    }

    private void verified() {
        Outcome verify = attack.run(SEALED, "backup", "verify");
        assertThat(verify.exit()).as(verify.toString()).isZero();
        assertThat(listed()).doesNotContain("not read");
    }

    private String listed() {
        return attack.run(SEALED, "backup", "list").out();
    }

    private static void empty(Path file) throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
            zeros.write(new byte[(int) zeros.length()]);
        }
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void a_dump_of_zeros_is_unread_and_then_bad_and_other_rights_ask_for_one_more_reading() throws Exception {
        verified();
        Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(listed()).contains("not read");
        verified();

        empty(dump);

        assertThat(listed()).contains("not read");
        assertThat(attack.run(SEALED, "backup", "verify").exit()).isEqualTo(1);
    }

    @Test
    void what_a_symbolic_link_leads_to_is_watched_as_well() throws Exception {
        Path file = elsewhere.resolve("b.sql");
        dump(file);
        Files.delete(dump);
        Files.createSymbolicLink(dump, file);
        verified();

        empty(file);

        assertThat(listed()).contains("not read");
    }
}
