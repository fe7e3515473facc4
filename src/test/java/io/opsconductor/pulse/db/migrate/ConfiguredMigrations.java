package io.opsconductor.pulse.db.migrate;

import java.util.HashMap;
import java.util.Map;

import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings as the configuration would give them. */
public final class ConfiguredMigrations {
    private ConfiguredMigrations() {}

    /** @param keysAndValues below {@code pulse.migrations.}, alternating; the others as for Pulse's own database */
    public static MigrationSettings with(String... keysAndValues) {
        Map<String, String> properties =
                new HashMap<>(Map.of("pulse.migrations.directory", "packed:", "pulse.migrations.runner-table", "true"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put("pulse.migrations." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MigrationSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(MigrationSettings.class);
    }
}
