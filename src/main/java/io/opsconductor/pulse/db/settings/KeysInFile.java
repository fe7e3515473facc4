package io.opsconductor.pulse.db.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The keys of a properties file as they stand there: in their order, one that is repeated as often as it is. */
final class KeysInFile {
    private KeysInFile() {}

    /** None for a file that is not there, or cannot be read: what needs it says so. */
    static List<String> of(Path file) {
        Recorded properties = new Recorded();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                return List.of();
            }
        }
        return properties.keys;
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
