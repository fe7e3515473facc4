package io.opsconductor.pulse.db.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import io.opsconductor.pulse.db.config.NamedFile;
import io.opsconductor.pulse.db.config.SettingSource;
import io.opsconductor.pulse.db.config.Spelling;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.common.MapBackedConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Lets an environment variable bring in a hypertable or backup set that no file names: {@code PULSE_BACKUPS_HOURLY_RPO}
 * makes the set {@code hourly}. Where a file names it, the variable is of that name: by MicroProfile's own rule, or with
 * one {@code _} where that has several, as {@code PULSE_HYPERTABLES_IOT_READING_…} of {@code "iot.reading"}.
 */
public final class EnvironmentNames implements ConfigSourceFactory {
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Set<String> declared = new HashSet<>();
        Map<String, Set<String>> spelt = new HashMap<>();
        NamedFile.names(context).forEach(name -> {
            if (name.startsWith("pulse.")) {
                String owner = owner(name);
                declared.add(Spelling.environmentVariable(owner));
                spelt.computeIfAbsent(Spelling.variable(owner), any -> new HashSet<>())
                        .add(owner);
            }
        });
        Map<String, String> properties = new HashMap<>();
        System.getenv().forEach((variable, value) -> {
            if (PulseKeys.isOurs(variable)) {
                PulseKeys.property(variable)
                        .filter(property -> !declared.contains(Spelling.environmentVariable(owner(property))))
                        .ifPresent(property -> {
                            Set<String> meant = spelt.getOrDefault(Spelling.variable(owner(property)), Set.of());
                            String owner = meant.size() == 1 ? meant.iterator().next() : owner(property);
                            properties.put(owner + property.substring(property.lastIndexOf('.')), value);
                        });
            }
        });
        return List.of(new MapBackedConfigSource("names from the environment", properties, SettingSource.VARIABLE) {});
    }

    /** The key without its last part: what it is a key of. */
    private static String owner(String key) {
        return key.substring(0, key.lastIndexOf('.'));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(SettingSource.VARIABLE);
    }
}
