package io.opsconductor.pulse.db.dev;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder src/dev of this project, where scripts and the embedded database lie. */
final class SourceFolder {

    private SourceFolder() {}

    /** Found upwards from the working directory: Maven runs in the module, an editor maybe above or below. */
    static Path file(String relative) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("src/dev").resolve(relative);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException(
                "src/dev/" + relative + " is not above " + Path.of("").toAbsolutePath() + ": run inside the project");
    }
}
