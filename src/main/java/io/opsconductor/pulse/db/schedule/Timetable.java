package io.opsconductor.pulse.db.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import io.opsconductor.pulse.db.failure.DaemonThreads;

/**
 * Says when work has its turn, and hands it over; what it is given must return at once. Quarkus's own scheduler brings
 * Vert.x and Netty, which every command would load and none would use.
 */
final class Timetable implements AutoCloseable {
    /** After a leap of the wall clock, or a sleep of the machine, a turn comes at most this much late. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

    private static final Duration BEAT = Duration.ofSeconds(5);

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("timetable"));

    private volatile long lastBeat = System.nanoTime();

    /** From now on it can be told whether this still hands over work in time. */
    void beat() {
        clock.scheduleAtFixedRate(() -> lastBeat = System.nanoTime(), 0, BEAT.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How long its heart has not beaten. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastBeat);
    }

    /** Now, and from then on at this interval. */
    void every(Duration interval, Runnable turn) {
        clock.scheduleAtFixedRate(turn, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** At the times of a schedule. A turn that was slept through comes once. */
    void at(BackupSchedule times, Runnable turn) {
        await(times, times.next(Instant.now()), turn);
    }

    private void await(BackupSchedule times, Optional<Instant> due, Runnable turn) {
        due.ifPresent(time -> clock.schedule(
                () -> {
                    Instant now = Instant.now();
                    boolean come = !now.isBefore(time);
                    if (come) {
                        turn.run();
                    }
                    await(times, come ? behind(times, time, Instant.now()) : sooner(time, times.next(now)), turn);
                },
                pause(time, Instant.now()).toMillis(),
                TimeUnit.MILLISECONDS));
    }

    /** The turn behind one that has come: a clock that is set back by a moment does not bring it again. */
    private static Optional<Instant> behind(BackupSchedule times, Instant come, Instant now) {
        return times.next(now.isBefore(come) ? come : now);
    }

    /** What is waited for from now on: after a clock was set back, a turn that is sooner than the one awaited. */
    static Optional<Instant> sooner(Instant awaited, Optional<Instant> next) {
        return next.filter(awaited::isAfter).or(() -> Optional.of(awaited));
    }

    /** How long to sleep before looking at the clock again; rounded up, so that it is not looked at a moment too soon. */
    static Duration pause(Instant due, Instant now) {
        Duration left = Duration.between(now, due).plusMillis(1);
        return left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
