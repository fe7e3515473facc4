package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // The marks serve by being open.
class BackupInUseTest {
    @TempDir
    Path backup;

    @Test
    void a_backup_that_is_read_is_not_removed_until_the_last_reader_is_done() throws IOException {
        BackupInUse first = BackupInUse.reading(backup);
        BackupInUse second = BackupInUse.reading(backup);
        assertThat(BackupInUse.removing(backup)).isEmpty();

        first.close();
        assertThat(BackupInUse.removing(backup)).isEmpty();

        second.close();
        Optional<BackupInUse> remover = BackupInUse.removing(backup);
        assertThat(remover).isPresent();
        remover.get().close();
    }

    @Test
    void a_backup_that_is_being_removed_or_gone_cannot_be_read() throws IOException {
        try (BackupInUse remover = BackupInUse.removing(backup).orElseThrow()) {
            assertThatThrownBy(() -> BackupInUse.reading(backup))
                    .extracting(failure -> ((PulseFailure) failure).exit())
                    .isEqualTo(ExitCode.NOT_NOW);
        }
        assertThatThrownBy(() -> BackupInUse.reading(backup.resolve("gone"))).isInstanceOf(PulseFailure.class);
    }

    @Test
    void where_no_mark_can_be_made_a_backup_is_read_all_the_same_and_not_removed() throws IOException {
        Files.createDirectory(backup.resolve(BackupInUse.FILE));

        try (BackupInUse reader = BackupInUse.reading(backup)) {
            assertThat(BackupInUse.removing(backup)).isEmpty();
        }
        assertThatThrownBy(() -> BackupInUse.removing(backup)).isInstanceOf(IOException.class);
    }

    @Test
    void a_link_in_the_place_of_the_mark_is_told_and_not_followed() throws IOException {
        Path other = Files.createFile(backup.resolve("other"));
        Files.createSymbolicLink(backup.resolve(BackupInUse.FILE), other);

        assertThatThrownBy(() -> BackupInUse.reading(backup))
                .hasMessageContaining("symbolic link")
                .extracting(failure -> ((PulseFailure) failure).exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_reader_in_another_process_counts_too_and_its_end_ends_its_mark() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        backup.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = reader.getInputStream()) {
            assertThat(out.read()).isEqualTo('r');
            assertThat(BackupInUse.removing(backup)).isEmpty();
        } finally {
            reader.destroyForcibly().waitFor();
        }
        BackupInUse.removing(backup).orElseThrow().close();
        assertThat(Files.exists(backup.resolve(BackupInUse.FILE))).isTrue();
    }

    /** Reads for ever. */
    static final class Reader {
        public static void main(String... args) throws InterruptedException {
            try (BackupInUse mark = BackupInUse.reading(Path.of(args[0]))) {
                System.out.print('r');
                System.out.flush();
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
