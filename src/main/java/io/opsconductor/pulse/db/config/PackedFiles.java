package io.opsconductor.pulse.db.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pulse's migrations, which the build packs into the executable: which there are, and what is in each. */
public final class PackedFiles {
    /** What stands for them where a folder of migrations is named. */
    public static final String FOLDER_NAME = "packed:";

    private static final String FOLDER = "/db/migrations/";

    /** A native executable cannot list a folder. */
    private static final String INDEX = "/db/migrations.index";

    private PackedFiles() {}

    /** The files' names. */
    public static List<String> names() {
        return new String(resource(INDEX), StandardCharsets.UTF_8).lines().toList();
    }

    /** @param name one of {@link #names()} */
    public static byte[] read(String name) {
        return resource(FOLDER + name);
    }

    /** Whether this code runs while a native executable is built, by the documented property that tells where code of an image runs. */
    public static boolean isImageBeingBuilt() {
        return "buildtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
    }

    static byte[] resource(String path) {
        try (InputStream in = PackedFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the executable lacks " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
