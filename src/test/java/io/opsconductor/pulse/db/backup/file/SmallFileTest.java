package io.opsconductor.pulse.db.backup.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
    @TempDir
    Path directory;

    @Test
    void a_file_up_to_the_limit_is_read() throws IOException {
        Path file = Files.write(directory.resolve("f"), new byte[10]);

        assertThat(SmallFile.read(file, 10)).hasSize(10);
        assertThatThrownBy(() -> SmallFile.read(file, 9)).hasMessageContaining("larger than 9 bytes");
        assertThatThrownBy(() -> SmallFile.read(directory.resolve("none"), 9)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void links_pipes_directories_and_devices_are_not_read() throws Exception {
        Path file = Files.write(directory.resolve("f"), new byte[10]);
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Path device = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/zero"));
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        for (Path each : new Path[] {link, device, pipe, directory, Path.of("/dev/zero")}) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> SmallFile.read(each, 10))
                    .isInstanceOf(IOException.class));
            assertThat(SmallFile.isRegular(each)).isFalse();
        }
    }

    @Test
    void a_sparse_file_of_gigabytes_takes_no_memory() throws IOException {
        Path file = directory.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertThatThrownBy(() -> SmallFile.text(file)).hasMessageContaining("larger than 65536 bytes");
    }
}
