package io.opsconductor.pulse.db.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One value of a series.
 *
 * @param labels the values of {@link Metric#labels()}, as they are: names of others may hold quotes and line breaks
 * @param value in seconds, seconds since 1970, bytes, or a count
 */
public record Sample(Metric metric, List<String> labels, double value) {
    public Sample {
        labels = List.copyOf(labels);
        if (labels.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " takes " + metric.labels() + ", not " + labels);
        }
    }

    public static Sample of(Metric metric, double value, String... labels) {
        return new Sample(metric, List.of(labels), value);
    }

    public static Sample at(Metric metric, Instant time, String... labels) {
        return of(metric, time.toEpochMilli() / 1000.0, labels);
    }

    public static Sample lasting(Metric metric, Duration time, String... labels) {
        return of(metric, time.toMillis() / 1000.0, labels);
    }
}
