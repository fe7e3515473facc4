package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** M10: a small file that unpacks to more than any dump does is given up. */
@ProgramTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class M10PackedDumpsIT {
    @TempDir
    Path directory;

    @Test
    void a_bomb_is_given_up_and_told(@Postgres TestDatabase test) throws Exception {
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("bomb.gz")), 1 << 16)) {
            out.write("--\n-- PostgreSQL database dump\n--\n".getBytes(StandardCharsets.US_ASCII));
            for (int megabytes = 0; megabytes < 1100; megabytes++) {
                out.write(zeros);
            }
        }
        Outcome verify = new BackupAttack(directory, test.url())
                .run(new String[] {"PULSE_BACKUPS_DAILY_PATTERN", "*.gz"}, "backup", "verify", "daily");

        assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
        assertThat(verify.err()).contains("it unpacks to more than 1.0 GB, which no dump of that size does");
    }
}
