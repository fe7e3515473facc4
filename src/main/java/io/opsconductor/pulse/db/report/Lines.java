package io.opsconductor.pulse.db.report;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PlainText;

/** Lines of a report for people, each of which stays one. */
final class Lines {
    private Lines() {}

    static Collector<String, ?, String> joined() {
        return Collectors.mapping(PlainText::line, Collectors.joining(System.lineSeparator()));
    }

    static String text(List<String> lines) {
        return lines.stream().collect(joined());
    }
}
