package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** H7, H8: whoever can write into the backup directory stops backups, or has other files shown and overwritten. */
@ProgramTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class H7H8BackupDirectoryIT {
    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Postgres
    private TestDatabase test;

    private BackupAttack attack;

    @BeforeEach
    void one_backup() throws Exception {
        attack = new BackupAttack(directory, test.url());
        Outcome taken = attack.run("backup", "take", "--init");
        assertThat(taken.exit()).as(taken.toString()).isZero();
    }

    @Test
    void a_pipe_and_a_device_in_a_manifests_place_stop_nothing() throws Exception {
        pipe(Files.createDirectory(directory.resolve("daily/a")).resolve("manifest.json"));
        Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("daily/b")).resolve("manifest.json"), Path.of("/dev/zero"));
        try (RandomAccessFile sparse = new RandomAccessFile(
                Files.createDirectory(directory.resolve("daily/c"))
                        .resolve("manifest.json")
                        .toFile(),
                "rw")) {
            sparse.setLength(3L << 30);
        }
        Outcome list = attack.run("backup", "list");
        assertThat(list.exit()).as(list.toString()).isZero();
        assertThat(list.out()).contains("yes", "its manifest cannot be read: not a regular file");
        assertThat(attack.run("backup", "take").exit()).isZero();
        Outcome check = attack.run("check", "--all", "backups");
        assertThat(check.out())
                .as(check.toString())
                .contains("backup.recovery-point")
                .doesNotContain("UNKNOWN");
        assertThat(attack.run("backup", "rotate").exit()).isZero();
    }

    @Test
    void a_time_at_the_end_of_all_time_stops_nothing() throws Exception {
        Path manifest;
        try (Stream<Path> backups = Files.list(directory.resolve("daily"))) {
            manifest = backups.map(backup -> backup.resolve(Manifest.FILE))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
        }
        Manifest real = ManifestJson.read(Files.readAllBytes(manifest), SealKey.NONE);
        Files.write(
                manifest,
                ManifestJson.write(
                        new Manifest(
                                real.set(),
                                real.source(),
                                real.pgDumpVersion(),
                                real.files(),
                                real.rows(),
                                real.contents(),
                                real.took(),
                                real.dumped(),
                                Instant.MIN,
                                Optional.empty(),
                                real.noGlobals(),
                                List.of()),
                        SealKey.NONE));

        Outcome list = attack.run("backup", "list");
        assertThat(list.exit()).as(list.toString()).isZero();
        assertThat(list.out()).contains("its manifest lacks something: a time between 1970 and 9999");
        assertThat(attack.run("backup", "take").exit()).isZero();
        assertThat(attack.run("check", "--all", "backups").out())
                .contains("backup.recovery-point")
                .doesNotContain("UNKNOWN");
        assertThat(attack.run("backup", "rotate").exit()).isZero();
    }

    @Test
    void a_lock_that_is_a_link_overwrites_no_file_and_neither_does_a_hard_link() throws Exception {
        Path victim = Files.writeString(elsewhere.resolve("victim"), "precious");
        Path lock = directory.resolve("daily/.lock");
        Files.delete(lock);
        Files.createSymbolicLink(lock, victim);
        assertThat(attack.run("backup", "take").exit()).isEqualTo(2);
        Files.delete(lock);
        Files.createLink(lock, victim);
        assertThat(attack.run("backup", "take").exit()).isEqualTo(2);

        assertThat(victim).hasContent("precious");
    }

    @Test
    void a_marker_that_is_a_link_shows_no_files_content() throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "hunter2");
        Path marker = directory.resolve("daily/.pulse-backups");
        Files.delete(marker);
        Files.createSymbolicLink(marker, secret);

        for (Outcome outcome : new Outcome[] {attack.run("backup", "take"), attack.run("check", "--all", "backups")}) {
            assertThat(outcome.exit()).isNotZero();
            assertThat(outcome.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void a_mark_of_use_that_is_a_dangling_link_makes_no_file_elsewhere() throws Exception {
        Path target = elsewhere.resolve("made");
        Path mark = backup().resolve(".in-use");
        Files.deleteIfExists(mark);
        Files.createSymbolicLink(mark, target);

        Outcome verify = attack.run("backup", "verify");

        assertThat(verify.exit()).as(verify.toString()).isEqualTo(2);
        assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void a_dump_that_is_a_link_counts_for_nothing() throws Exception {
        Path dump = backup().resolve("database.dump");
        Path moved = Files.move(dump, elsewhere.resolve("database.dump"));
        Files.createSymbolicLink(dump, moved);

        assertThat(attack.run("backup", "list").out()).contains("no: database.dump is missing");
    }

    private Path backup() throws IOException {
        try (var entries = Files.list(directory.resolve("daily"))) {
            return entries.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static void pipe(Path file) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }
}
