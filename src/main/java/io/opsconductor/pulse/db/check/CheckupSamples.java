package io.opsconductor.pulse.db.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.opsconductor.pulse.db.postgres.Database;

/** What one checkup of one database gives to monitoring: what its checks measured, and how long each area took. */
final class CheckupSamples {
    private final Database database;
    private final Instant now;
    private final List<Sample> measured = new ArrayList<>();
    private final Map<String, Duration> took = new TreeMap<>();
    private final Set<String> missed = new HashSet<>();

    CheckupSamples(Database database, Instant now) {
        this.database = database;
        this.now = now;
    }

    /** An area that was not looked at whole has not been completed. */
    void missed(Check check) {
        missed.add(check.area());
    }

    /** @param begun when the check began, by {@link System#nanoTime} */
    void add(Check check, long begun) {
        try {
            measured.addAll(check.samples(database, now));
        } catch (Exception | Error e) {
            // Its findings have said why; here it has no series.
            missed(check);
        }
        took.merge(check.area(), Duration.ofNanos(System.nanoTime() - begun), Duration::plus);
    }

    List<Sample> all() {
        took.forEach((area, time) -> {
            if (!missed.contains(area)) {
                measured.add(
                        Sample.at(Metric.CHECK_LAST_COMPLETION_TIMESTAMP_SECONDS, now, Check.title(database), area));
                measured.add(Sample.lasting(Metric.CHECK_DURATION_SECONDS, time, Check.title(database), area));
            }
        });
        return measured;
    }
}
