package io.opsconductor.pulse.db.backup;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.opsconductor.pulse.db.backup.BackupProgress.Phase;

/** Tells how far a phase has got when it begins and every few seconds from then on, until closed. */
final class Ticker implements AutoCloseable {
    private static final long SECONDS = 5;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "backup progress");
        thread.setDaemon(true);
        return thread;
    });

    Ticker(BackupProgress progress, String set, Phase phase, LongSupplier bytes) {
        progress.reached(set, phase, 0);
        clock.scheduleAtFixedRate(
                () -> progress.reached(set, phase, bytes.getAsLong()), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
