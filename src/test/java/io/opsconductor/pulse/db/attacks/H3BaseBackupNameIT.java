package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H3: pg_verifybackup gives its argument to a shell; the directory's name is anybody's. */
@ProgramTest
class H3BaseBackupNameIT {
    @TempDir
    Path directory;

    @Test
    void the_name_of_a_base_backup_is_no_command() throws Exception {
        Path proof = directory.resolve("proof");
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer()) {
            Path good = directory.resolve("base-good");
            Process process = new ProcessBuilder(
                            BackupAttack.PROGRAMS.resolve("pg_basebackup").toString(),
                            "--checkpoint=fast",
                            "--pgdata=" + good,
                            "--dbname=" + server.url("postgres"))
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).isZero();
            copy(good, directory.resolve("base-$(touch proof)"));
            copy(good, directory.resolve("base-`touch proof`"));
            copy(good, directory.resolve("base-\";touch proof;\""));
            BackupAttack attack = new BackupAttack(directory, server.url("postgres"));

            Outcome verify = attack.run(
                    new String[] {"PULSE_BACKUPS_DAILY_PATTERN", "base-*"},
                    "backup",
                    "verify",
                    "daily",
                    "--output=json");

            assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
            assertThat(verify.out()).contains("its name holds characters that a shell would execute");
            assertThat(verify.out()).containsPattern("base-good\",\\s+\"path\" : \"[^\"]+\",\\s+\"verified\" : true");
            assertThat(proof).doesNotExist();
            assertThat(Path.of("proof")).doesNotExist();
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
