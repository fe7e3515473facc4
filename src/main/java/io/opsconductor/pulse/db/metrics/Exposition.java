package io.opsconductor.pulse.db.metrics;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;

/** Samples in Prometheus' text format 0.0.4. Pure. */
final class Exposition {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private Exposition() {}

    /** Of two samples with the same labels the first counts: a second would make a reader refuse the whole. */
    static String text(Collection<Sample> samples) {
        Map<Metric, Map<List<String>, Double>> series = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            series.put(metric, new LinkedHashMap<>());
        }
        samples.forEach(sample -> series.get(sample.metric()).putIfAbsent(sample.labels(), sample.value()));
        StringBuilder text = new StringBuilder();
        series.forEach((metric, values) -> {
            if (!values.isEmpty()) {
                text.append("# HELP " + metric.id() + " " + metric.help() + "\n");
                text.append("# TYPE " + metric.id() + " gauge\n");
                values.forEach((labels, value) ->
                        text.append(metric.id() + labels(metric, labels) + " " + number(value) + "\n"));
            }
        });
        return text.toString();
    }

    private static String labels(Metric metric, List<String> values) {
        return values.isEmpty()
                ? ""
                : IntStream.range(0, values.size())
                        .mapToObj(i -> metric.labels().get(i) + "=\"" + escaped(values.get(i)) + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Without an exponent, for people who read along. */
    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
