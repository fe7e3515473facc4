package io.opsconductor.pulse.db.schema.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files in db/migrations by version, in order; 036a follows 036. */
final class MigrationFiles {

    private static final NavigableMap<String, String> NAMES = read();

    private MigrationFiles() {}

    /** The version that a database has which waits for this one; null before the first. */
    static String before(String version) {
        return NAMES.lowerKey(known(version));
    }

    static Path path(String version) {
        return Path.of("db/migrations").resolve(NAMES.get(known(version))).toAbsolutePath();
    }

    private static String known(String version) {
        if (!NAMES.containsKey(version)) {
            throw new IllegalArgumentException("no migration " + version);
        }
        return version;
    }

    private static NavigableMap<String, String> read() {
        try (InputStream index = MigrationFiles.class.getResourceAsStream("/db/migrations.index")) {
            var names = new TreeMap<String, String>();
            new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(name -> names.put(name.substring(0, name.indexOf('_')), name));
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
