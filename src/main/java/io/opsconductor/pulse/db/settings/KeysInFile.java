package io.opsconductor.pulse.db.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;

/** A properties file and its keys as they stand there: in their order, one that is repeated as often as it is. */
public final class KeysInFile {
    private final Path file;
    private final List<String> keys;

    private KeysInFile(Path file) {
        this.file = file;
        this.keys = read(file);
    }

    /** Each read once. */
    public static List<KeysInFile> of(Collection<Path> files) {
        return files.stream().map(KeysInFile::new).toList();
    }

    Path file() {
        return file;
    }

    /** None for a file that is not there, or cannot be read: what needs it says so. */
    List<String> keys() {
        return keys;
    }

    private static List<String> read(Path file) {
        Recorded properties = new Recorded();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                return List.of();
            }
        }
        return List.copyOf(properties.keys);
    }

    private static final class Recorded extends Properties {
        private static final long serialVersionUID = 1;

        private final transient List<String> keys = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            keys.add((String) key);
            return super.put(key, value);
        }
    }
}
