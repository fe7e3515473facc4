package io.opsconductor.pulse.db.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Refuses keys that one file sets twice: only the last would count. The configuration library tells of them too, with the
 * value, which may be a secret; its word is switched off in {@code application.properties}.
 */
public final class RepeatedKeys {
    private RepeatedKeys() {}

    /**
     * @param files those that are not there, or cannot be read, are passed over
     * @throws PulseFailure (usage) naming the first key, and never its value
     */
    public static void refuse(Collection<Path> files) {
        for (Path file : files) {
            for (String key : repeated(file)) {
                throw PulseFailure.usage(file + " sets " + key + " twice", "remove one of the two lines");
            }
        }
    }

    private static SortedSet<String> repeated(Path file) {
        Watched properties = new Watched();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                return new TreeSet<>();
            }
        }
        return properties.repeated;
    }

    private static final class Watched extends Properties {
        private static final long serialVersionUID = 1;

        private final transient SortedSet<String> repeated = new TreeSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                repeated.add((String) key);
            }
            return before;
        }
    }
}
