package io.opsconductor.pulse.db.backup.take;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupProgress.Phase;
import io.opsconductor.pulse.db.backup.set.BackupProgress.Reached;
import io.opsconductor.pulse.db.failure.DaemonThreads;

/** Tells how far a phase has got when it begins and every few seconds from then on, until closed. */
public final class ProgressReporter implements AutoCloseable {
    private static final long SECONDS = 5;
    /** Whoever waits for hours does not want to read thousands of lines. */
    private static final long MOST_SECONDS = 60;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("backup progress"));
    private final BackupProgress progress;
    private final String set;
    private final Phase phase;
    private final LongSupplier bytes;
    private final OptionalLong expected;
    private final long start = System.nanoTime();

    /**
     * @param bytes is asked for how many there are so far
     * @param expected how many there will be; empty when unknown
     */
    public ProgressReporter(
            BackupProgress progress, String set, Phase phase, LongSupplier bytes, OptionalLong expected) {
        this.progress = progress;
        this.set = set;
        this.phase = phase;
        this.bytes = bytes;
        this.expected = expected;
        progress.reached(set, phase, new Reached(0, expected, Duration.ZERO));
        next(Duration.ZERO);
    }

    private void tick() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        progress.reached(set, phase, new Reached(bytes.getAsLong(), expected, elapsed));
        next(elapsed);
    }

    /** The longer it takes, the more seldom. */
    private void next(Duration elapsed) {
        long seconds = Math.min(MOST_SECONDS, Math.max(SECONDS, elapsed.toSeconds() / 10));
        if (!clock.isShutdown()) {
            clock.schedule(this::tick, seconds, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
