package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.Scripts;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may write where backups lie has a corrupt one recorded as verified, with our own seal: by putting it in the place of the
 * good one while that is read, or by changing what was read already.
 */
@ProgramTest
class B6SwappedVerificationIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase source;

    private Path backup;

    @BeforeEach
    void a_sealed_backup() throws Exception {
        source.execute("CREATE TABLE good AS SELECT n FROM generate_series(1, 10) AS n");
        Outcome taken = run(BackupAttack.PROGRAMS, "backup", "take", "--init");
        assertThat(taken.exit()).as(taken.toString()).isZero();
        try (Stream<Path> files = Files.walk(folder)) {
            backup = files.filter(file -> file.endsWith("database.dump"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    @Test
    void what_was_put_in_its_place_while_it_was_read_is_not_verified() throws Exception {
        Path corrupt = folder.resolve("corrupt");
        copy(backup, corrupt);
        corrupt(corrupt.resolve("database.dump"));

        verifyAndMeanwhile("mv " + backup + " " + folder + "/away; mv " + corrupt + " " + backup);

        assertThat(backup.resolve("verification.json")).doesNotExist();
        assertNotVerified();
    }

    @Test
    void what_was_changed_behind_the_reader_is_not_verified() throws Exception {
        verifyAndMeanwhile("printf corrupt | dd of=" + backup + "/database.dump bs=1 seek=20 conv=notrunc status=none");

        assertNotVerified();
    }

    /** What is left of a bad result on a full disk. */
    @Test
    void with_an_empty_record_it_is_not_verified() throws Exception {
        Files.write(backup.resolve("verification.json"), new byte[0]);

        Outcome listed = run(BackupAttack.PROGRAMS, "backup", "list");
        assertThat(listed.out()).contains("its verification.json is empty").doesNotContain(" yes ");
        assertThat(run(BackupAttack.PROGRAMS, "check", "backups").out()).contains("CRITICAL  backup.verified");
    }

    private void assertNotVerified() {
        Outcome listed = run(BackupAttack.PROGRAMS, "backup", "list");
        assertThat(listed.out()).as(listed.toString()).doesNotContain(" yes ");
        Outcome checked = run(BackupAttack.PROGRAMS, "check", "backups");
        assertThat(checked.out()).contains("WARNING  backup.verified", "before it changed");
    }

    /** @param done by what stands for pg_restore, once that has read all of it */
    private void verifyAndMeanwhile(String done) throws IOException {
        Path programs = Scripts.programs(folder, BackupAttack.PROGRAMS, "exec $real \"$@\"");
        Path pgRestore = programs.resolve("pg_restore");
        Files.deleteIfExists(pgRestore);
        Scripts.write(
                pgRestore,
                BackupAttack.PROGRAMS.resolve("pg_restore")
                        + " \"$@\" || exit $?\ncase \"$*\" in *--version*) ;; *) sleep 1; " + done + ";; esac");
        Outcome verified = run(programs, "backup", "verify");
        assertThat(verified.exit()).as(verified.toString()).isZero();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void corrupt(Path dump) throws IOException {
        byte[] bytes = Files.readAllBytes(dump);
        bytes[bytes.length / 2]++;
        Files.write(dump, bytes);
    }

    private Outcome run(Path programs, String... arguments) {
        return new BackupAttack(folder, source.url())
                .run(
                        new String[] {
                            "PULSE_BACKUPS_DAILY_SEAL_KEY",
                            "a key that is long enough to be a key",
                            "PULSE_POSTGRESQL_BIN_DIRECTORY",
                            programs.toString()
                        },
                        arguments);
    }
}
