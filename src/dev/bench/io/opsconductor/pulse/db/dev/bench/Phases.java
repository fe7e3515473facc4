package io.opsconductor.pulse.db.dev.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the program, by the phases that it tells of.
 *
 * @param starts milliseconds from its start to the beginning of each phase, in their order
 * @param millis from its start to its end
 * @param cpuMillis processor time of it and its children
 * @param peakKib the most memory it held resident, its children not counted
 */
record Phases(Map<String, Long> starts, long millis, long cpuMillis, long peakKib) {
    private static final Pattern BEGINNING = Pattern.compile("backup \\S+: (dumping|verifying)");

    static Phases of(Process process) throws IOException, InterruptedException {
        long before = Measured.childrenCpuMillis();
        long began = System.nanoTime();
        Map<String, Long> starts = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder();
        Thread reader = new Thread(() -> read(process.errorReader(), said, began, starts));
        reader.start();
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, Measured.peak(process.pid()));
            Thread.sleep(20);
        }
        long millis = since(began);
        reader.join();
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit " + process.exitValue() + ": " + said);
        }
        return new Phases(starts, millis, Measured.childrenCpuMillis() - before, peak);
    }

    /** How long a phase took: until the next one began, or the run ended. */
    long millis(String phase) {
        long start = starts.get(phase);
        return starts.values().stream()
                        .filter(other -> other > start)
                        .findFirst()
                        .orElse(millis)
                - start;
    }

    private static void read(BufferedReader lines, StringBuilder said, long began, Map<String, Long> starts) {
        lines.lines().forEach(line -> {
            said.append(line).append('\n');
            Matcher matcher = BEGINNING.matcher(line);
            if (matcher.find()) {
                starts.putIfAbsent(matcher.group(1), since(began));
            }
        });
    }

    private static long since(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
