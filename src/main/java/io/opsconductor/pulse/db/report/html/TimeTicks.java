package io.opsconductor.pulse.db.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Round times along an axis, in UTC. */
final class TimeTicks {
    private static final int MOST = 7;
    private static final List<Duration> STEPS = Stream.concat(
                    Stream.of(1, 5, 15, 30, 60, 180, 360, 720).map(Duration::ofMinutes),
                    Stream.of(1, 2, 7, 14, 28, 91, 182, 365, 730, 1825, 3650, 36500, 365000, 3650000, 36500000)
                            .map(Duration::ofDays))
            .toList();
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

    private TimeTicks() {}

    record Tick(Instant at, String text) {}

    /** At most {@value #MOST}; none where the axis is shorter than a minute. */
    static List<Tick> between(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        Duration step = STEPS.stream()
                .filter(one -> one.multipliedBy(MOST).compareTo(length) >= 0)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
        DateTimeFormatter format = step.compareTo(Duration.ofDays(1)) < 0 ? MINUTE : DAY;
        long seconds = step.getSeconds();
        List<Tick> ticks = new ArrayList<>();
        long first = Math.floorDiv(from.getEpochSecond(), seconds) * seconds + seconds;
        for (long at = first; at < to.getEpochSecond(); at += seconds) {
            Instant instant = Instant.ofEpochSecond(at);
            ticks.add(new Tick(instant, format.format(instant.atOffset(ZoneOffset.UTC))));
        }
        return ticks;
    }
}
