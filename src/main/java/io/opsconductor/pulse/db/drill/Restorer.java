package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.drill.DrillProgress.Phase;
import io.opsconductor.pulse.db.drill.attempt.ServerUptimeCatalog;
import io.opsconductor.pulse.db.drill.compare.Filled;
import io.opsconductor.pulse.db.drill.compare.Held;
import io.opsconductor.pulse.db.drill.compare.HeldFunctionsStore;
import io.opsconductor.pulse.db.drill.compare.ViewsStore;
import io.opsconductor.pulse.db.drill.load.HeldJobs;
import io.opsconductor.pulse.db.drill.load.LoadPlan;
import io.opsconductor.pulse.db.drill.load.Loader;
import io.opsconductor.pulse.db.drill.load.LoaderStore;
import io.opsconductor.pulse.db.drill.load.Loading;
import io.opsconductor.pulse.db.drill.load.NotGivenStore;
import io.opsconductor.pulse.db.drill.load.Uninterrupted;
import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.trust.PowerfulRolesCatalog;

/**
 * Restores a backup into an empty database by TimescaleDB's procedure: the extension in the backup's version, its
 * pre_restore, the steps of the {@link LoadPlan}, its post_restore. Every job is held before that; then the materialized
 * views are filled.
 */
@SuppressWarnings("try") // The loader's session serves by being open.
final class Restorer {
    private static final long SECONDS = 5;
    /** A materialized view that takes longer is told. */
    private static final long LONG_SECONDS = 30;

    private final Restorable backup;
    private final ArchiveToc toc;
    private final Loading loading;
    private final Database database;
    private final boolean scratch;
    private final DrillProgress progress;
    private final NotGivenStore notGiven;
    private HeldFunctionsStore functions = HeldFunctionsStore.NONE;
    /** Since owners' code may have been called; empty before. */
    private Optional<ServerUptimeCatalog> watch = Optional.empty();

    /** @param scratch whether the database is to be dropped, and used for nothing else */
    Restorer(
            Restorable backup,
            ArchiveToc toc,
            Loading loading,
            Database database,
            boolean scratch,
            DrillProgress progress) {
        this.backup = backup;
        this.toc = toc;
        this.loading = loading;
        this.database = database;
        this.scratch = scratch;
        this.progress = progress;
        this.notGiven = new NotGivenStore(database, toc, scratch);
    }

    /**
     * @param took from the empty database on
     * @param held every job that was scheduled
     * @param last what is still to be restored, when no more is done in that database
     * @param filled what became of materialized views
     */
    record Loaded(Duration took, HeldJobs held, Optional<LoadPlan.Step> last, Filled filled) {}

    /**
     * @param loader loads the rows; empty where the role of the URL is trusted with that
     * @throws PulseFailure when it cannot be restored; the database then holds a part of it, and no job of it runs
     */
    Loaded restore(Optional<Loader> loader, int jobs) throws InterruptedException {
        long start = System.nanoTime();
        int sessions = backup.archive().sessions(jobs);
        if (sessions < jobs) {
            progress.noted(
                    backup.backup().set(),
                    "it is encrypted and read as a stream: restored by one session, not " + jobs);
        }
        LoadPlan plan = LoadPlan.of(
                toc,
                backup.timescaleVersion().isPresent(),
                sessions,
                loader.isPresent() ? Set.copyOf(database.read(PowerfulRolesCatalog::read)) : Set.of());
        if (plan.first().isPresent()) {
            loading.load(database.url(), false, scratch, plan.first().get());
        }
        backup.timescaleVersion()
                .ifPresent(version -> RestoreStore.prepare(
                        database,
                        backup,
                        version,
                        toc.schemaOfExtension("timescaledb").orElse("public")));
        functions = loader.map(role -> HeldFunctionsStore.begin(database, role.name()))
                .orElse(HeldFunctionsStore.NONE);
        watch = Optional.of(ServerUptimeCatalog.begin(database));
        HeldJobs held = HeldJobs.NONE;
        boolean restored = false;
        try {
            load(plan, loader);
            held = RestoreStore.holdJobs(database);
            restored = true;
        } finally {
            if (backup.timescaleVersion().isPresent()) {
                finish(restored);
            }
        }
        Filled filled = fill();
        return new Loaded(Duration.ofMillis((System.nanoTime() - start) / 1_000_000), held, plan.last(), filled);
    }

    /** What it means that the restore or the comparison failed, as the server itself tells it. */
    PulseFailure judged(PulseFailure failure) {
        return watch.map(begun -> begun.judged(failure)).orElse(failure);
    }

    /** Those of others in that database, held while nothing else is said. */
    HeldFunctionsStore functions() {
        return functions;
    }

    /** Of a restore for keeps that failed nothing is left that does for others what only a superuser may, nor anything of ours. */
    void abandon() {
        if (functions != HeldFunctionsStore.NONE) {
            Uninterrupted.run(() -> {
                notGiven.takeAway();
                functions.end();
            });
        }
    }

    /** Restores what comes when nothing else is done in that database any more. */
    void finish(LoadPlan.Step last) throws InterruptedException {
        loading.load(database.url(), true, false, last);
    }

    private void load(LoadPlan plan, Optional<Loader> loader) throws InterruptedException {
        String set = backup.backup().set();
        backup.databaseBytes().ifPresent(bytes -> progress.noted(set, "needs about " + Bytes.text(bytes) + " there"));
        progress.reached(set, Phase.RESTORING, 0);
        ScheduledExecutorService clock =
                telling(SECONDS, () -> progress.reached(set, Phase.RESTORING, RestoreStore.sizeIfKnown(database)));
        try {
            for (LoadPlan.Step step : plan.steps()) {
                functions.hold(step.held());
                if (step.contained() && loader.isPresent()) {
                    contained(loader.get(), step);
                } else {
                    loading.load(database.url(), true, scratch, step);
                    if (loader.isPresent()) {
                        notGiven.requireNone();
                    }
                }
            }
            functions.hold(Held.ALL);
        } finally {
            clock.shutdownNow();
        }
    }

    /** At this interval, until shut down. */
    private static ScheduledExecutorService telling(long seconds, Runnable what) {
        ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("restore progress"));
        clock.scheduleAtFixedRate(what, seconds, seconds, TimeUnit.SECONDS);
        return clock;
    }

    private Filled fill() throws InterruptedException {
        AtomicReference<String> waited = new AtomicReference<>("");
        ScheduledExecutorService clock = telling(
                LONG_SECONDS,
                () -> progress.noted(
                        backup.backup().set(), "still fills the materialized view " + PlainText.of(waited.get())));
        try {
            return ViewsStore.refresh(database, toc, functions, scratch, waited::set);
        } finally {
            clock.shutdownNow();
        }
    }

    private void contained(Loader loader, LoadPlan.Step step) throws InterruptedException {
        try (LoaderStore entered = LoaderStore.enter(database, loader, scratch)) {
            entered.prepare();
            loading.load(loader.login(database.url()), false, scratch, step);
        }
    }

    /** What failed before is the failure to be told. A database for keeps is taken out of its restore in every case. */
    private void finish(boolean restored) {
        try {
            if (!restored && !scratch) {
                RestoreStore.holdJobs(database);
            }
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
