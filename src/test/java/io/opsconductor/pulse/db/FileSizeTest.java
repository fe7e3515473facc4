package io.opsconductor.pulse.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The sizes of the design: what does not fit is two things. */
class FileSizeTest {
    private static final int NO_FILE_ABOVE = 300;
    private static final int NO_COMMAND_ABOVE = 70;

    @Test
    void no_java_file_is_longer_than_300_lines() throws IOException {
        Map<Path, Long> sizes = sizes(Path.of("src"));
        assertThat(sizes).isNotEmpty();

        sizes.values().removeIf(lines -> lines <= NO_FILE_ABOVE);

        assertThat(sizes).isEmpty();
    }

    @Test
    void a_command_fits_one_screen() throws IOException {
        Map<Path, Long> commands = sizes(Path.of("src/main/java/io/opsconductor/pulse/db/cli"));
        commands.keySet().removeIf(file -> !file.toString().endsWith("Command.java"));
        assertThat(commands).isNotEmpty();

        commands.values().removeIf(lines -> lines <= NO_COMMAND_ABOVE);

        assertThat(commands).isEmpty();
    }

    /** The mean is looked at by people; a test that fails on it would be met by splitting for the sake of splitting. */
    @Test
    void the_mean_is_told() throws IOException {
        Map<Path, Long> main = sizes(Path.of("src/main/java"));
        double mean =
                main.values().stream().mapToLong(Long::longValue).average().orElseThrow();

        System.out.printf(
                "%d Java files in src/main, %.0f lines in the mean (about 60 is wanted)%n", main.size(), mean);
        assertThat(mean).isPositive();
    }

    private static Map<Path, Long> sizes(Path folder) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    sizes.put(file, lines.count());
                }
            }
        }
        return sizes;
    }
}
