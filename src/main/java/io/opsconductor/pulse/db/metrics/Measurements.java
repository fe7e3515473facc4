package io.opsconductor.pulse.db.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;

/**
 * What one checkup gave, for whoever asks later.
 *
 * @param at the instant of the checkup
 */
public record Measurements(Instant at, List<Sample> samples) {

    /**
     * @param result with its samples
     * @param database what the main one is called
     */
    public static Measurements of(CheckupResult result, String database, String version) {
        return new Measurements(
                result.checkedAt(),
                Stream.of(before(version), FindingSamples.of(result.findings(), database), result.samples())
                        .flatMap(List::stream)
                        .toList());
    }

    /** What is known before anything was looked at. */
    public static List<Sample> before(String version) {
        boolean executable = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
        return List.of(Sample.of(Metric.BUILD_INFO, 1, version, Build.revision(), executable ? "native" : "jvm"));
    }

    /** In Prometheus' text format. */
    public static String text(List<Sample> samples) {
        return Exposition.text(samples);
    }

    /** Without ages, for what is read long after it was written: they would stand still. */
    public List<Sample> lasting() {
        return samples.stream()
                .filter(sample -> sample.metric() != Metric.BACKUP_AGE_SECONDS)
                .toList();
    }

    /** As of now: ages have grown. */
    public List<Sample> asOf(Instant now) {
        double passed = Duration.between(at, now).toMillis() / 1000.0;
        return samples.stream()
                .map(sample -> sample.metric() == Metric.BACKUP_AGE_SECONDS
                        ? new Sample(sample.metric(), sample.labels(), sample.value() + passed)
                        : sample)
                .toList();
    }
}
