package io.opsconductor.pulse.db.migrate.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryKey;
import io.opsconductor.pulse.db.postgres.lock.LockHolder;

/**
 * One run at a time, by a session-level advisory lock on the very session that migrates: when that session ends, however
 * it ends, so does the lock. It is polled and never queued for: a session that waits inside pg_advisory_lock holds a
 * snapshot, and CREATE INDEX CONCURRENTLY would wait for it forever.
 */
public final class MigrationLock {
    /** "pulse" and "db" in ASCII; its own, so that an older Flyway beside it stays apart. */
    public static final int CLASS = 0x70756c73;

    public static final int OBJECT = 0x65006462;
    static final AdvisoryKey KEY = new AdvisoryKey(((long) CLASS << 32) | OBJECT);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration TELL = Duration.ofSeconds(3);

    private MigrationLock() {}

    /**
     * @throws PulseFailure (not now) naming the holder, when the lock stays taken for {@code limit}; (failed) at once when a
     *     role that has no say in this database holds it
     */
    public static void acquire(Connection connection, Duration limit, MigrationProgress progress)
            throws SQLException, InterruptedException {
        Instant began = Instant.now();
        Instant told = began;
        while (!KEY.tryLock(connection)) {
            Optional<LockHolder> holder = KEY.holder(connection);
            holder.filter(LockHolder::unprivileged).ifPresent(blocker -> {
                throw blocker.failure("the migration lock");
            });
            String who = holder.map(LockHolder::text).orElse("a run that has just ended");
            Duration waited = Duration.between(began, Instant.now());
            if (waited.compareTo(limit) >= 0) {
                throw PulseFailure.notNow(
                        "another run holds the migration lock: " + who + "; waited " + Durations.text(waited),
                        "let it finish, or end its session"
                                + holder.map(found -> ": " + found.remedy()).orElse(""),
                        null);
            }
            if (told.equals(began) || Duration.between(told, Instant.now()).compareTo(TELL) >= 0) {
                progress.waiting(who, waited, limit);
                told = Instant.now();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    public static void release(Connection connection) throws SQLException {
        KEY.unlock(connection);
    }

    /** A session that has the lock. */
    public static Optional<LockHolder> holder(Database database) {
        return database.read(connection -> KEY.holder(connection));
    }

    /** True while a session other than this one has the lock. */
    static boolean isHeldByAnother(Connection connection) throws SQLException {
        return KEY.holder(connection).isPresent();
    }
}
