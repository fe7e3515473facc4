package io.opsconductor.pulse.db.schedule;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.backup.BackupSettings;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Checkup;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/**
 * Checks and backs up on schedule. The scheduler only says when; the work runs on threads of its own, so that a stop can
 * wait for them and interrupt them: an interrupted backup ends its pg_dump and removes what it wrote.
 */
@ApplicationScoped
public class LongRun {
    private static final String CHECK = "check";

    private final Instance<Scheduler> scheduler;
    private final ScheduleSettings settings;
    private final BackupSettings backupSettings;
    private final Backups backups;
    private final Checkup checkup;
    /** A thread each for looking and for backing up, so that a long dump delays no checkup. */
    private final ExecutorService checking = Executors.newSingleThreadExecutor(work -> new Thread(work, "check"));

    private final ExecutorService backingUp = Executors.newSingleThreadExecutor(work -> new Thread(work, "backup"));
    private RunListener listener;

    public LongRun(
            Instance<Scheduler> scheduler,
            ScheduleSettings settings,
            BackupSettings backupSettings,
            Backups backups,
            @All List<Check> checks) {
        this.scheduler = scheduler;
        this.settings = settings;
        this.backupSettings = backupSettings;
        this.backups = backups;
        this.checkup = new Checkup(checks);
    }

    /**
     * Puts everything on the schedule and checks once at once.
     *
     * @throws PulseFailure (usage) when a backup set's schedule is no cron expression
     */
    public void start(Database main, Database direct, RunListener told) {
        this.listener = told;
        Runnable check = () -> told.checked(checkup.run(main, List.of(), Instant.now()));
        scheduler
                .get()
                .newJob(CHECK)
                .setInterval(settings.checkEvery().toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> submit(checking, CHECK, check))
                .schedule();
        told.scheduled(CHECK, "every " + settings.checkEvery());
        for (String set : backups.sets()) {
            backupSettings.byName().get(set).schedule().ifPresent(cron -> schedule(direct, set, cron));
        }
    }

    /** Ends the schedule, interrupts work under way and waits until it has cleaned up after itself, but not for ever. */
    public void stop() {
        listener.stopping(settings.stopWithin());
        scheduler.get().pause();
        checking.shutdownNow();
        backingUp.shutdownNow();
        try {
            long millis = settings.stopWithin().toMillis();
            checking.awaitTermination(millis, TimeUnit.MILLISECONDS);
            backingUp.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(Database direct, String set, String cron) {
        Runnable take = () -> listener.backedUp(backups.take(direct, set, listener.backupProgress()));
        try {
            scheduler
                    .get()
                    .newJob("backup " + set)
                    .setCron(cron)
                    .setTimeZone("UTC")
                    .setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> submit(backingUp, "backup " + set, take))
                    .schedule();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw PulseFailure.usage(
                    "pulse.backups." + set + ".schedule='" + cron + "' is no cron expression: " + e.getMessage(),
                    "give minute, hour, day, month and weekday, such as 15 2 * * *");
        }
        listener.scheduled("backup " + set, cron + " UTC");
    }

    private void submit(ExecutorService thread, String name, Runnable work) {
        thread.execute(() -> {
            try {
                work.run();
            } catch (PulseFailure failure) {
                listener.failed(name, failure);
            } catch (RuntimeException e) {
                listener.failed(name, PulseFailure.failed("unexpected: " + e, "report it", e));
            }
        });
    }
}
