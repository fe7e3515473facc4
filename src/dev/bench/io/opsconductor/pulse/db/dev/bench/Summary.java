package io.opsconductor.pulse.db.dev.bench;

import java.util.ArrayList;
import java.util.List;

/** The table that a benchmark ends with: each command beside what it is measured against, in the same rounds. */
final class Summary {
    private final List<String> rows = new ArrayList<>();

    /**
     * @param floor what the other command took, one for each round
     * @param ours what pulse-db took
     */
    void row(String what, String beside, List<Measured> floor, List<Measured> ours) {
        double middle = millis(floor);
        double ourMiddle = millis(ours);
        rows.add(String.format(
                "| %s | %s | %.0f ms | %.0f ms | %.2f × | %.2f × | %.0f ms | %.0f ms | %.2f × | %d MiB |",
                what,
                beside,
                middle,
                ourMiddle,
                ourMiddle / middle,
                least(ours) / least(floor),
                cpu(floor),
                cpu(ours),
                cpu(ours) / cpu(floor),
                median(ours.stream().map(Measured::peakKib).toList()) / 1024));
    }

    /** In Markdown, as the documents carry it. */
    void print() {
        System.out.println(
                "\n| | beside it | takes | pulse-db | of the medians | of the shortest | processor time beside it"
                        + " | of pulse-db | ratio | peak memory |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    /** Of the middle one. */
    static long millis(List<Measured> runs) {
        return median(runs.stream().map(Measured::millis).toList());
    }

    static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double least(List<Measured> runs) {
        return runs.stream().mapToLong(Measured::millis).min().orElseThrow();
    }

    private static double cpu(List<Measured> runs) {
        return runs.stream().mapToLong(Measured::cpuMillis).average().orElseThrow();
    }
}
