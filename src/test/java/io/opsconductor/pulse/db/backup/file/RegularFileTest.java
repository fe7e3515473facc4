package io.opsconductor.pulse.db.backup.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** B2: a file is exchanged for a named pipe after the look at it, and before it is opened. */
@Timeout(60)
class RegularFileTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    @Test
    void a_pipe_without_a_writer_is_given_up() throws Exception {
        Path pipe = pipe();

        assertThatThrownBy(() -> RegularFile.opened(pipe, SHORT)).hasMessageContaining("not a regular file");
        let(pipe);
    }

    @Test
    void a_pipe_with_a_writer_that_writes_nothing_is_not_read() throws Exception {
        Path pipe = pipe();
        try (FileChannel writer = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> RegularFile.opened(pipe, SHORT)).hasMessageContaining("not a regular file");
        }
    }

    @Test
    void no_more_threads_are_left_behind_than_can_be_kept_and_those_that_come_back_count_no_longer() throws Exception {
        Path pipe = pipe();
        Path file = Files.writeString(directory.resolve("file"), "a");
        Duration once = Duration.ofMillis(5);
        for (int i = 0; i < 16; i++) {
            assertThatThrownBy(() -> RegularFile.opened(pipe, once)).hasMessageContaining("does not answer");
        }
        assertThatThrownBy(() -> RegularFile.open(file)).hasMessageContaining("16 files before it");
        let(pipe);
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("open a file"))) {
            Thread.sleep(10);
        }
        RegularFile.open(file).close();
    }

    @Test
    void a_file_is_opened_and_what_is_wrong_with_it_stays_told() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "abc");
        try (FileChannel channel = RegularFile.open(file)) {
            assertThat(channel.read(ByteBuffer.allocate(10))).isEqualTo(3);
        }
        assertThatThrownBy(() -> RegularFile.opened(directory.resolve("none"), SHORT))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> RegularFile.open(Files.createSymbolicLink(directory.resolve("link"), file)))
                .hasMessageContaining("a symbolic link");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> RegularFile.open(file)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Path pipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    /** Lets those come back that still wait for a writer. */
    private static void let(Path pipe) throws Exception {
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)
                .close();
    }
}
