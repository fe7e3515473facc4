package io.opsconductor.pulse.db.timescale;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings as the configuration would give them. */
final class Configured {
    private Configured() {}

    /** @param keysAndValues below {@code pulse.hypertables.}, alternating */
    static HypertableSettings hypertables(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put("pulse.hypertables." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(HypertableSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(HypertableSettings.class);
    }

    static TimescaleSettings schedulerExpected(boolean expected) {
        return new SmallRyeConfigBuilder()
                .withMapping(TimescaleSettings.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("pulse.timescale.scheduler-expected", String.valueOf(expected)), "test", 100))
                .build()
                .getConfigMapping(TimescaleSettings.class);
    }
}
