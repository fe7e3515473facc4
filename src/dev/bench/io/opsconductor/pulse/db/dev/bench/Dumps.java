package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that a benchmark's backups lie in. */
final class Dumps {
    private Dumps() {}

    /** How much is to be backed up. */
    static double gigabytes() {
        return Double.parseDouble(
                Optional.ofNullable(System.getenv("PULSE_DEV_BENCH_GB")).orElse("1"));
    }

    /** The dump of one of the backups in it. */
    static Path in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("database.dump"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
