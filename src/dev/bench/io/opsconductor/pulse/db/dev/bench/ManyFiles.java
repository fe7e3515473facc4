package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with more migrations than anybody has. */
final class ManyFiles {
    static final int COUNT = 10_000;

    private ManyFiles() {}

    static Path in(Path workFolder) throws IOException {
        Path folder = Files.createDirectory(workFolder.resolve("many"));
        String text = "-- A comment as files have it, so that there is something to read.\n".repeat(15);
        for (int n = 1; n <= COUNT; n++) {
            Files.writeString(
                    folder.resolve(String.format("%05d_note.sql", n)), text + "SELECT 'migration " + n + "';\n");
        }
        return folder;
    }
}
