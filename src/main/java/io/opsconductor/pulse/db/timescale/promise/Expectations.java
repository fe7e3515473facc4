package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;

/** Reads the promises from the configuration. */
public final class Expectations {
    private Expectations() {}

    /** Those that are still expected, by name. */
    public static List<Expectation> of(HypertableSettings settings) {
        return settings.byName().entrySet().stream()
                .filter(entry -> entry.getValue().expected().orElse(true))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Expectation of(String name, HypertableSettings.Hypertable settings) {
        return new Expectation(
                name,
                settings.compressAfter().map(Expectations::bounded),
                settings.dropAfter().map(Expectations::bounded),
                settings.compressGrace().map(Expectations::bounded).orElse(Expectation.COMPRESS_GRACE),
                settings.dropGrace().map(Expectations::bounded).orElse(Expectation.DROP_GRACE),
                settings.keepForever().orElse(false),
                settings.integerStep());
    }

    /** Sums of these must not overflow. */
    private static Duration bounded(Duration duration) {
        return duration.compareTo(TimeColumn.ENDLESS) < 0 ? duration : TimeColumn.ENDLESS;
    }
}
