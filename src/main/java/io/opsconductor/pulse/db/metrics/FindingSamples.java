package io.opsconductor.pulse.db.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.check.Severity;

/** What monitoring draws of findings. Pure. */
final class FindingSamples {
    /** A thousand tables that all lack something are one alert, and must not be a thousand series. */
    static final int MOST = 200;

    private FindingSamples() {}

    /**
     * @param findings worst first
     * @param database what the main one is called
     */
    static List<Sample> of(List<Finding> findings, String database) {
        Map<List<String>, Map<Severity, Long>> checks = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> List.of(database(finding, database), finding.check()),
                        LinkedHashMap::new,
                        Collectors.groupingBy(Finding::severity, Collectors.counting())));
        List<Sample> samples = new ArrayList<>();
        checks.forEach((check, counts) -> {
            for (Severity severity : Severity.values()) {
                samples.add(Sample.of(
                        Metric.FINDINGS,
                        counts.getOrDefault(severity, 0L),
                        check.get(0),
                        check.get(1),
                        severity.word()));
            }
        });
        List<Sample> told = findings.stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .map(finding -> Sample.of(
                        Metric.FINDING_INFO,
                        1,
                        database(finding, database),
                        finding.check(),
                        finding.subject(),
                        finding.severity().word()))
                .distinct()
                .toList();
        samples.addAll(told.subList(0, Math.min(MOST, told.size())));
        samples.add(Sample.of(Metric.FINDINGS_DROPPED, Math.max(0, told.size() - MOST)));
        return samples;
    }

    private static String database(Finding finding, String main) {
        return finding.database().orElse(main);
    }
}
