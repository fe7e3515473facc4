package io.opsconductor.pulse.db.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A properties file that was named for this run. Its values take precedence over those of
 * {@code config/application.properties} (260), and give way to the environment (300).
 */
public final class NamedFile implements ConfigSourceFactory {
    private static final int ORDINAL = 270;
    private static final Path IN_THE_FOLDER = Path.of("config", "application.properties");

    private static Optional<Path> file = Optional.empty();
    private static Map<String, String> values = Map.of();

    /** Before the configuration is made. */
    public static void use(Path named) {
        file = Optional.of(named);
        values = values(named);
    }

    /** The files that the configuration comes from, beside the environment; for people. */
    public static String origin() {
        return file.map(Path::toString)
                .orElseGet(() -> Files.isRegularFile(IN_THE_FOLDER)
                        ? IN_THE_FOLDER.toAbsolutePath().toString()
                        : "environment");
    }

    /** Each of them, whether it is there or not. */
    public static List<Path> all() {
        return Stream.concat(file.stream(), Stream.of(IN_THE_FOLDER)).toList();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return file.map(path -> List.<ConfigSource>of(new PropertiesConfigSource(values, path.toString(), ORDINAL)))
                .orElse(List.of());
    }

    /** What a setting is before the configuration is made: a source that is being made does not see the named file. */
    static Optional<String> value(ConfigSourceContext context, String key) {
        ConfigValue seen = context.getValue(key);
        boolean above = seen != null && seen.getValue() != null && seen.getConfigSourceOrdinal() > ORDINAL;
        return Optional.ofNullable(values.get(key))
                .filter(value -> !above)
                .or(() -> Optional.ofNullable(seen).map(ConfigValue::getValue))
                .filter(value -> !value.isBlank());
    }

    /** The names of all settings there are by then, in the same way. */
    public static Set<String> names(ConfigSourceContext context) {
        Set<String> names = new HashSet<>(values.keySet());
        context.iterateNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, String> values(Path path) {
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            return values(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    static Map<String, String> values(Reader reader) {
        Properties properties = new Properties();
        try {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
