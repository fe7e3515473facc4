package io.opsconductor.pulse.db.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Lets an environment variable bring in a hypertable or backup set that no file names: {@code PULSE_BACKUPS_HOURLY_RPO}
 * makes the set {@code hourly}. Where a file names it, MicroProfile's own rule finds the variable, capitals and dots in
 * the name included.
 */
public final class EnvironmentNames implements ConfigSourceFactory {
    /** Just below the environment itself, which has 300. */
    private static final int ORDINAL = 299;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Set<String> declared = new HashSet<>();
        context.iterateNames().forEachRemaining(name -> {
            if (name.startsWith("pulse.")) {
                declared.add(PulseKeys.variable(name.substring(0, Math.max(6, name.lastIndexOf('.')))));
            }
        });
        Map<String, String> properties = new HashMap<>();
        System.getenv().forEach((variable, value) -> {
            if (PulseKeys.isOurs(variable)) {
                PulseKeys.property(variable)
                        .filter(property -> !declared.contains(
                                PulseKeys.variable(property.substring(0, property.lastIndexOf('.')))))
                        .ifPresent(property -> properties.put(property, value));
            }
        });
        return List.of(new PropertiesConfigSource(properties, "names from the environment", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
