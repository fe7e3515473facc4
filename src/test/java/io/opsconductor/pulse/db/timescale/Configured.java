package io.opsconductor.pulse.db.timescale;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.job.JobSettings;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import io.opsconductor.pulse.db.timescale.promise.OwnHypertableSettings;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings as the configuration would give them. */
public final class Configured {
    private Configured() {}

    /** Without a profile. */
    public static Promises promises(String... keysAndValues) {
        return promises(hypertables(keysAndValues));
    }

    /** Without a profile. */
    public static Promises promises(HypertableSettings settings) {
        return promises(settings, Map::of);
    }

    /** Without a profile. */
    public static Promises promises(HypertableSettings shared, OwnHypertableSettings own) {
        return new Promises(shared, own, (section, name) -> Origin.WRITTEN, (database, name) -> false);
    }

    /** @param keysAndValues below {@code pulse.hypertables.}, alternating */
    public static HypertableSettings hypertables(String... keysAndValues) {
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

    /** Of a database whose jobs nothing runs, and of which no backup is known. */
    public static RetentionCheck retention(Promises promises) {
        return new RetentionCheck(promises, (looked, now) -> Optional.empty(), schedulerExpected(false));
    }

    public static TimescaleSettings schedulerExpected(boolean expected) {
        return timescale(Map.of("scheduler-expected", String.valueOf(expected)));
    }

    /** @param values by their keys below {@code pulse.timescale.} */
    public static TimescaleSettings timescale(Map<String, String> values) {
        return mapping(TimescaleSettings.class, "pulse.timescale.", values);
    }

    /** @param values by their keys below {@code pulse.jobs.} */
    public static JobSettings jobs(Map<String, String> values) {
        return mapping(JobSettings.class, "pulse.jobs.", values);
    }

    private static <T> T mapping(Class<T> type, String prefix, Map<String, String> values) {
        Map<String, String> properties = new HashMap<>();
        values.forEach((key, value) -> properties.put(prefix + key, value));
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(type);
    }
}
