package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.backup.Restorable;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.drill.DrillProgress.Phase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/**
 * Restores a backup into an empty database by TimescaleDB's procedure: the extension in the backup's version, its
 * pre_restore, pg_restore, its post_restore.
 */
final class Restorer {
    private static final long SECONDS = 5;
    /** A scratch database publishes and subscribes to nothing, and its server may lack the tablespaces. */
    private static final List<String> SCRATCH =
            List.of("--no-publications", "--no-subscriptions", "--no-tablespaces", "--no-security-labels");

    private Restorer() {}

    /**
     * @param scratch true holds all jobs, so that retention does not drop what was just restored
     * @return how long it took, from the empty database on
     * @throws PulseFailure when it cannot be restored; the database then holds a part of it
     */
    static Duration restore(Restorable backup, Database database, boolean scratch, int jobs, DrillProgress progress)
            throws InterruptedException {
        long start = System.nanoTime();
        backup.timescaleVersion().ifPresent(version -> RestoreStore.prepare(database, backup, version));
        boolean restored = false;
        try {
            load(backup, database, scratch, jobs, progress);
            if (scratch && backup.timescaleVersion().isPresent()) {
                RestoreStore.holdJobs(database);
            }
            restored = true;
        } finally {
            if (backup.timescaleVersion().isPresent()) {
                finish(database, scratch, restored);
            }
        }
        return Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
    }

    private static void load(Restorable backup, Database database, boolean scratch, int jobs, DrillProgress progress)
            throws InterruptedException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "restore progress");
            thread.setDaemon(true);
            return thread;
        });
        String set = backup.backup().set();
        backup.databaseBytes().ifPresent(bytes -> progress.noted(set, "needs about " + Bytes.text(bytes) + " there"));
        progress.reached(set, Phase.RESTORING, 0);
        clock.scheduleAtFixedRate(
                () -> progress.reached(set, Phase.RESTORING, RestoreStore.sizeIfKnown(database)),
                SECONDS,
                SECONDS,
                TimeUnit.SECONDS);
        try {
            PgRestore.run(backup, database.url(), scratch ? SCRATCH : List.of(), jobs);
        } finally {
            clock.shutdownNow();
        }
    }

    /** In every case, or no job of that database ever runs again; what failed before is the failure to be told. */
    private static void finish(Database database, boolean scratch, boolean restored) {
        try {
            if (restored || !scratch) {
                RestoreStore.finish(database);
            }
        } catch (PulseFailure failure) {
            if (restored) {
                throw failure;
            }
        }
    }
}
