package io.opsconductor.pulse.db.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.opsconductor.pulse.db.backup.BackupFollowUp;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Sample;
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
    private static final String CHECK = "check";
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final Timetable timetable = new Timetable();
    private final ScheduleSettings settings;
    private final BackupSettings backupSettings;
    private final Backups backups;
    private final BackupFollowUp followUp;
    private final Drills drills;
    private final Survey survey;
    private final List<ExecutorService> threads = new CopyOnWriteArrayList<>();
    private final Map<String, ScheduledTask> tasks = new ConcurrentSkipListMap<>();
    private Survey.Look look = (database, judged, at) -> {};
    private volatile boolean started;
    private volatile boolean stopping;
    private RunListener listener;
    private ScheduledWork setWork;

    public LongRun(
            ScheduleSettings settings,
            BackupSettings backupSettings,
            Backups backups,
            BackupFollowUp followUp,
            Drills drills,
            Survey survey) {
        this.settings = settings;
        this.backupSettings = backupSettings;
        this.backups = backups;
        this.followUp = followUp;
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

    /** Before it is started: another look at each database after each checkup, as {@link Survey#measure} takes it. */
    public void lookAlso(Survey.Look also) {
        look = also;
    }

    /**
     * Migrates, puts everything on the schedule and checks once at once.
     *
     * @param migration applies the pending migrations; empty when another run does that
     * @throws PulseFailure (usage) when a backup set cannot be what it says, or a schedule is no cron expression: before
     *     anything is done
     */
    public void start(Targets targets, Optional<Runnable> migration, RunListener told) {
        listener = told;
        setWork = new ScheduledWork(backups, followUp, drills, settings.retryAfter(), told);
        timetable.beat();
        List<Turn> turns = turns(targets);
        StartMigration first = new StartMigration(migration.orElse(() -> {}));
        first.attempt().ifPresent(failure -> listener.failed("migration", failure));
        started = true;
        try {
            scheduleChecks(targets, first);
            turns.forEach(this::schedule);
        } catch (RejectedExecutionException e) {
            // A stop has ended the timetable already: then there is nothing to begin any more.
            if (!StopRequest.isUnderWay()) {
                throw e;
            }
        }
    }

    /** Only checks, over and over. */
    public void startChecks(Targets targets, RunListener told) {
        listener = told;
        timetable.beat();
        started = true;
        scheduleChecks(targets, new StartMigration(() -> {}));
    }

    private void scheduleChecks(Targets targets, StartMigration migration) {
        ScheduledTask task = task(CHECK);
        Runnable turn = turn(task, () -> check(targets, migration));
        task.due(now -> task.lastRun().map(last -> last.plus(settings.checkEvery())));
        timetable.every(settings.checkEvery(), turn);
        listener.scheduled(CHECK, "every " + Durations.text(settings.checkEvery()));
    }

    /** @param cron as it is configured */
    private record Turn(String name, String cron, BackupSchedule times, BooleanSupplier work) {}

    private List<Turn> turns(Targets targets) {
        List<String> here = backups.dumpSets(targets.dumped());
        List<String> taken = backups.sets().stream().filter(here::contains).toList();
        if (taken.stream()
                .allMatch(set -> backupSettings.byName().get(set).schedule().isEmpty())) {
            listener.takesNoBackup(!taken.isEmpty());
        }
        List<Turn> turns = new ArrayList<>();
        for (String set : taken) {
            BackupSettings.BackupSet wanted = backupSettings.byName().get(set);
            turn("backup", set, "schedule", wanted.schedule(), () -> setWork.backUp(targets.dumped(), set))
                    .ifPresent(turns::add);
            turn("verification", set, "verify-schedule", wanted.taking().verifySchedule(), () -> setWork.verify(set))
                    .ifPresent(turns::add);
            turn("drill", set, "drill-schedule", wanted.drillSchedule(), () -> setWork.drill(targets.direct(), set))
                    .ifPresent(turns::add);
        }
        for (String set : backups.foreignSets()) {
            Optional<String> cron = backupSettings.byName().get(set).schedule();
            turn("verification", set, "schedule", cron, () -> setWork.verify(set))
                    .ifPresent(turns::add);
        }
        return turns;
    }

    /** @param key of the set that holds the cron expression */
    private static Optional<Turn> turn(
            String what, String set, String key, Optional<String> cron, BooleanSupplier work) {
        return cron.map(times -> new Turn(what + " " + set, times, BackupSchedule.parse(set, key, times), work));
    }

    /** Ends the schedule, interrupts work under way and waits until it has cleaned up after itself, but not forever. */
    public void stop() {
        stopping = true;
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

    private void schedule(Turn turn) {
        ScheduledTask task = task(turn.name());
        task.due(turn.times()::next);
        timetable.at(turn.times(), turn(task, turn.work()));
        listener.scheduled(turn.name(), turn.cron() + " UTC");
    }

    private boolean check(Targets targets, StartMigration migration) {
        migration.again();
        CheckupResult result =
                survey.measure(targets.judged().forOneTask(), targets.others(), List.of(), Instant.now(), look);
        listener.checked(migration.judged(result, targets.judged().name()));
        return true;
    }

    private ScheduledTask task(String name) {
        return tasks.computeIfAbsent(name, ScheduledTask::new);
    }

    /** What the timetable calls: it starts the work, or leaves it out. */
    private Runnable turn(ScheduledTask task, BooleanSupplier work) {
        ExecutorService thread = new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                turn -> new Thread(turn, task.name()),
                (turn, pool) -> {
                    if (!pool.isShutdown()) {
                        listener.leftOut(task.name());
                    }
                });
        threads.add(thread);
        return () -> thread.execute(() -> carryOut(task, work));
    }

    private void carryOut(ScheduledTask task, BooleanSupplier work) {
        try {
            task.carryOut(work, listener);
        } catch (RuntimeException e) {
            listener.failed(task.name(), PulseFailure.unexpected(e));
        }
    }

    /** How its tasks fared and when they are due. */
    public List<Sample> samples(Instant now) {
        return tasks.values().stream()
                .flatMap(task -> task.samples(now).stream())
                .toList();
    }

    /** Whether work is still handed over. A database that is away, or work that takes long, does not show here. */
    public boolean isAlive() {
        return timetable.silence().compareTo(LONGEST_SILENCE) < 0;
    }

    /** The configuration is read, and the migration at the start has ended, well or badly. */
    public boolean isStarted() {
        return started;
    }

    /** When the last checkup ended, whatever it found; empty before the first. */
    public Optional<Instant> lastCheck() {
        return Optional.ofNullable(tasks.get(CHECK)).flatMap(ScheduledTask::lastSuccess);
    }

    /** Started, checked not too long ago, and not told to stop. What was found has no say in it. */
    public boolean isReady(Instant now) {
        return started
                && !stopping
                && !StopRequest.isUnderWay()
                && lastCheck()
                        .filter(last ->
                                last.plus(settings.checkEvery().multipliedBy(3)).isAfter(now))
                        .isPresent();
    }
}
