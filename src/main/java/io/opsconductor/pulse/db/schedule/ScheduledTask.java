package io.opsconductor.pulse.db.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;

/** One task of the timetable, and how it fared since this process began. */
final class ScheduledTask {
    private final String name;
    private volatile Function<Instant, Optional<Instant>> times = now -> Optional.empty();
    private volatile Instant lastRun;
    private volatile Instant lastSuccess;
    private volatile boolean running;

    ScheduledTask(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** @param next of an instant: when it is due after it */
    void due(Function<Instant, Optional<Instant>> next) {
        times = next;
    }

    /** When it last ended well; empty when it did not yet. */
    Optional<Instant> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    Optional<Instant> lastRun() {
        return Optional.ofNullable(lastRun);
    }

    /** @param work true when all of it went well */
    void carryOut(BooleanSupplier work, RunListener listener) {
        lastRun = Instant.now();
        running = true;
        boolean well = false;
        listener.began(name);
        try {
            well = work.getAsBoolean();
            if (well) {
                lastSuccess = Instant.now();
            }
        } finally {
            running = false;
            listener.ended(name, well);
        }
    }

    List<Sample> samples(Instant now) {
        return Stream.of(
                        lastRun().map(at -> Sample.at(Metric.TASK_LAST_RUN_TIMESTAMP_SECONDS, at, name)),
                        lastSuccess().map(at -> Sample.at(Metric.TASK_LAST_SUCCESS_TIMESTAMP_SECONDS, at, name)),
                        times.apply(now).map(at -> Sample.at(Metric.TASK_NEXT_RUN_TIMESTAMP_SECONDS, at, name)),
                        Optional.of(Sample.of(Metric.TASK_RUNNING, running ? 1 : 0, name)))
                .flatMap(Optional::stream)
                .toList();
    }
}
