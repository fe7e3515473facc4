package io.opsconductor.pulse.db.migrate.file;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.config.PackedFiles;

/**
 * The migrations inside the executable. What never changes is worked out once: a native image initialises this class while
 * it is built, and starts with the files read, checked and digested in its heap (a fifth of the time of a run with nothing
 * to do).
 */
final class PackedMigrations {
    /** In order. */
    static final List<MigrationFile> FILES = read();

    private PackedMigrations() {}

    private static List<MigrationFile> read() {
        // On the JVM a digest is worked out when asked for.
        boolean buildingImage = PackedFiles.isImageBeingBuilt();
        List<MigrationFile> files = new ArrayList<>();
        PackedFiles.names().forEach(name -> {
            MigrationFile file =
                    MigrationFile.of(MigrationFolder.version(name).orElseThrow(), name, PackedFiles.read(name));
            files.add(buildingImage ? file.digested() : file);
        });
        return MigrationFolder.inOrder(files);
    }
}
