package io.opsconductor.pulse.db.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.store.Rotator;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/**
 * Checks, backs up, reads backups again and does drills on schedule. The timetable only says when; each piece of work runs on a thread of its
 * own, so that a long dump delays no checkup, and a stop can interrupt and wait: an interrupted backup ends its pg_dump
 * and removes what it wrote. Work whose turn comes while it still runs is left out, not queued.
 *
 * <p>A singleton, for SIGTERM may end the application's scope before it ends this: through a proxy a new, idle one would
 * be asked to stop.
 */
@Singleton
public class LongRun {
    private final Timetable timetable = new Timetable();
    private final ScheduleSettings settings;
    private final BackupSettings backupSettings;
    private final Backups backups;
    private final Rotator rotator;
    private final Drills drills;
    private final Survey survey;
    private final List<ExecutorService> threads = new CopyOnWriteArrayList<>();
    private RunListener listener;

    public LongRun(
            ScheduleSettings settings,
            BackupSettings backupSettings,
            Backups backups,
            Rotator rotator,
            Drills drills,
            Survey survey) {
        this.settings = settings;
        this.backupSettings = backupSettings;
        this.backups = backups;
        this.rotator = rotator;
        this.drills = drills;
        this.survey = survey;
    }

    /**
     * What the long-running mode works on.
     *
     * @param judged the database that is checked
     * @param others the databases of {@code pulse.databases} are checked as well
     * @param dumped the database that is backed up
     * @param direct the database that drills take their backups to be of
     */
    public record Targets(Database judged, boolean others, Database dumped, Database direct) {}

    /**
     * Migrates, puts everything on the schedule and checks once at once.
     *
     * @param migration applies the pending migrations; empty when another run does that
     * @throws PulseFailure (usage) when a backup set's schedule is no cron expression
     */
    public void start(Targets targets, Optional<Runnable> migration, RunListener told) {
        listener = told;
        StartMigration first = new StartMigration(migration.orElse(() -> {}));
        first.attempt().ifPresent(failure -> listener.failed("migration", failure));
        try {
            schedule(targets, first);
        } catch (RejectedExecutionException e) {
            // A stop has ended the timetable already: then there is nothing to begin any more.
            if (!StopRequest.isUnderWay()) {
                throw e;
            }
        }
    }

    private void schedule(Targets targets, StartMigration migration) {
        timetable.every(settings.checkEvery(), turn("check", () -> check(targets, migration)));
        listener.scheduled("check", "every " + Durations.text(settings.checkEvery()));
        List<String> here = backups.dumpSets(targets.dumped());
        List<String> taken = backups.sets().stream().filter(here::contains).toList();
        if (taken.stream()
                .allMatch(set -> backupSettings.byName().get(set).schedule().isEmpty())) {
            listener.takesNoBackup(!taken.isEmpty());
        }
        for (String set : taken) {
            BackupSettings.BackupSet wanted = backupSettings.byName().get(set);
            wanted.schedule()
                    .ifPresent(cron ->
                            schedule("backup " + set, set + ".schedule", cron, () -> backUp(targets.dumped(), set)));
            wanted.taking()
                    .verifySchedule()
                    .ifPresent(
                            cron -> schedule("verification " + set, set + ".verify-schedule", cron, () -> verify(set)));
            wanted.drillSchedule()
                    .ifPresent(cron -> schedule(
                            "drill " + set, set + ".drill-schedule", cron, () -> drill(targets.direct(), set)));
        }
        for (String set : backups.foreignSets()) {
            backupSettings
                    .byName()
                    .get(set)
                    .schedule()
                    .ifPresent(cron -> schedule("verification " + set, set + ".schedule", cron, () -> verify(set)));
        }
    }

    /** Ends the schedule, interrupts work under way and waits until it has cleaned up after itself, but not forever. */
    public void stop() {
        listener.stopping(settings.stopWithin());
        timetable.close();
        // What it has just handed over is refused.
        threads.forEach(ExecutorService::shutdownNow);
        long until = System.nanoTime() + settings.stopWithin().toNanos();
        try {
            for (ExecutorService thread : threads) {
                thread.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param key of the cron expression, below {@code pulse.backups} */
    private void schedule(String name, String key, String cron, Runnable work) {
        try {
            timetable.at(cron, turn(name, work));
        } catch (IllegalArgumentException e) {
            throw PulseFailure.usage(
                    "pulse.backups." + key + "='" + cron + "' is no cron expression: " + e.getMessage(),
                    "give minute, hour, day, month and weekday, such as 17 2 * * *");
        }
        listener.scheduled(name, cron + " UTC");
    }

    private void check(Targets targets, StartMigration migration) {
        migration.again();
        CheckupResult result = survey.run(targets.judged(), targets.others(), List.of(), Instant.now());
        listener.checked(migration.judged(result, targets.judged().name()));
    }

    private void drill(Database direct, String set) {
        listener.drilled(drills.drill(() -> direct, Optional.of(set), Optional.empty(), listener.drillProgress()));
    }

    private void backUp(Database dumped, String set) {
        String work = "backup " + set;
        Attempts.of(
                () -> listener.backedUp(backups.take(dumped, set, listener.backupProgress())),
                settings.retryAfter(),
                failure -> listener.failed(work, failure),
                pause -> listener.retrying(work, pause));
        Rotation rotation = rotator.rotate(set);
        listener.rotated(rotation);
        rotation.failures().forEach(failure -> listener.failed("rotation of " + set, failure));
    }

    /** One that cannot be looked at does not keep the others from being read. */
    private void verify(String set) {
        for (Backup backup : backups.due(backups.list(Optional.of(set)), Instant.now())) {
            try {
                listener.verified(
                        backup,
                        backups.verify(backup, listener.backupProgress()),
                        backups.sets().contains(set));
            } catch (PulseFailure failure) {
                if (Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
                listener.failed("verification of " + backup.id(), failure);
            }
        }
    }

    /** What the timetable calls: it starts the work, or leaves it out. */
    private Runnable turn(String name, Runnable work) {
        ExecutorService thread = new ThreadPoolExecutor(
                0, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> new Thread(task, name), (task, pool) -> {
                    if (!pool.isShutdown()) {
                        listener.leftOut(name);
                    }
                });
        threads.add(thread);
        return () -> thread.execute(() -> carryOut(name, work));
    }

    private void carryOut(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            listener.failed(name, PulseFailure.unexpected(e));
        }
    }
}
