package io.opsconductor.pulse.db.metrics;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Sample;

/**
 * Leaves samples with a Pushgateway: one group for each database and each backup set, so that no run takes the place of what
 * another said of something else.
 *
 * @see <a href="https://github.com/prometheus/pushgateway#url">the grouping key</a>
 */
final class Pushgateway {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final List<String> GROUPED = List.of("database", "set");

    private final URI base;
    private final String command;

    Pushgateway(URI base, String command) {
        this.base = base;
        this.command = command;
    }

    /**
     * By POST, which leaves series that are not among these as they were.
     *
     * @throws IOException saying for people what went wrong at the first group that could not be left; the rest is not tried
     */
    void push(Collection<Sample> samples) throws IOException {
        long until = System.nanoTime() + LONGEST.toNanos();
        for (Map.Entry<String, List<Sample>> group : groups(samples).entrySet()) {
            int status = HttpCall.status(
                    URI.create(base.toString().replaceAll("/+$", "") + "/metrics/job/pulse-db/command/" + command
                            + group.getKey()),
                    Exposition.CONTENT_TYPE,
                    Exposition.text(group.getValue()),
                    Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime())));
            if (status / 100 != 2) {
                throw new IOException("it answers with status " + status);
            }
        }
    }

    /** By the rest of the path. A label of the grouping key is set on every series pushed there. */
    private static Map<String, List<Sample>> groups(Collection<Sample> samples) {
        Map<String, List<Sample>> groups = new TreeMap<>();
        for (Sample sample : samples) {
            String path = GROUPED.stream()
                    .filter(label -> sample.metric().labels().contains(label))
                    .map(label -> Map.entry(
                            label, sample.labels().get(sample.metric().labels().indexOf(label))))
                    .filter(label -> !sample.metric().labels().containsAll(GROUPED)
                            || !label.getValue().isEmpty())
                    .map(label -> "/" + label.getKey() + "@base64/" + encoded(label.getValue()))
                    .collect(Collectors.joining());
            groups.computeIfAbsent(path, any -> new ArrayList<>()).add(sample);
        }
        return groups;
    }

    /** Any name, slashes and nothing at all included. */
    private static String encoded(String value) {
        return value.isEmpty()
                ? "="
                : Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
