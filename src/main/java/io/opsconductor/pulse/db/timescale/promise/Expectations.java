package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;

/** Reads the promises from the configuration. */
public final class Expectations {
    private Expectations() {}

    /**
     * Those that are still expected, by name.
     *
     * @param origin of what is said of a name
     */
    static List<Expectation> of(Map<String, HypertableSettings.Hypertable> settings, Function<String, Origin> origin) {
        return settings.entrySet().stream()
                .filter(entry -> entry.getValue().expected().orElse(true))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> of(entry.getKey(), entry.getValue(), origin.apply(entry.getKey())))
                .toList();
    }

    private static Expectation of(String name, HypertableSettings.Hypertable settings, Origin origin) {
        return new Expectation(
                name,
                settings.compressAfter().map(Expectations::bounded),
                settings.dropAfter().map(Expectations::bounded),
                settings.compressGrace().map(Expectations::bounded).orElse(Expectation.COMPRESS_GRACE),
                settings.dropGrace().map(Expectations::bounded).orElse(Expectation.DROP_GRACE),
                settings.keepForever().orElse(false),
                settings.integerStep(),
                origin);
    }

    /** Sums of these must not overflow. */
    private static Duration bounded(Duration duration) {
        return duration.compareTo(TimeColumn.ENDLESS) < 0 ? duration : TimeColumn.ENDLESS;
    }
}
