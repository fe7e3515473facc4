package io.opsconductor.pulse.db.migrate.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The migrations inside the executable. What never changes is worked out once: a native image initialises this class while
 * it is built, and starts with the files read, checked and digested in its heap (a fifth of the time of a run with nothing
 * to do).
 */
final class PackedMigrations {
    /** Where the build packs db/migrations; a native executable cannot list a folder, hence the index. */
    private static final String FOLDER = "/db/migrations/";

    private static final String INDEX = "/db/migrations.index";

    /** In order. */
    static final List<MigrationFile> FILES = read();

    private PackedMigrations() {}

    private static List<MigrationFile> read() {
        // The documented property that tells where code of an image runs. On the JVM a digest is worked out when asked
        // for.
        boolean buildingImage = "buildtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
        List<MigrationFile> files = new ArrayList<>();
        new String(resource(INDEX), StandardCharsets.UTF_8).lines().forEach(name -> {
            MigrationFile file =
                    MigrationFile.of(MigrationFolder.version(name).orElseThrow(), name, resource(FOLDER + name));
            files.add(buildingImage ? file.digested() : file);
        });
        return MigrationFolder.inOrder(files);
    }

    private static byte[] resource(String path) {
        try (InputStream in = PackedMigrations.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the executable lacks " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
