package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/**
 * One run at a time, by a session-level advisory lock on the very session that migrates: when that session ends, however
 * it ends, so does the lock. It is polled and never queued for: a session that waits inside pg_advisory_lock holds a
 * snapshot, and CREATE INDEX CONCURRENTLY would wait for it for ever.
 */
final class MigrationLock {
    /** "pulse" and "db" in ASCII; its own, so that an older Flyway beside it stays apart. */
    static final int CLASS = 0x70756c73;

    static final int OBJECT = 0x65006462;
    private static final long KEY = ((long) CLASS << 32) | OBJECT;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration TELL = Duration.ofSeconds(3);

    private MigrationLock() {}

    /** @throws PulseFailure (not now) naming the holder, when the lock stays taken for {@code limit} */
    static void acquire(Connection connection, Duration limit, MigrationProgress progress)
            throws SQLException, InterruptedException {
        Instant began = Instant.now();
        Instant told = began;
        while (!tryLock(connection)) {
            Duration waited = Duration.between(began, Instant.now());
            if (waited.compareTo(limit) >= 0) {
                throw PulseFailure.notNow(
                        "another run holds the migration lock: " + holder(connection) + "; waited "
                                + Durations.text(waited),
                        "let it finish, or end its session",
                        null);
            }
            if (told.equals(began) || Duration.between(told, Instant.now()).compareTo(TELL) >= 0) {
                progress.waiting(holder(connection), waited, limit);
                told = Instant.now();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    static void release(Connection connection) throws SQLException {
        Query.list(connection, "SELECT pg_advisory_unlock(?)", row -> row.getBoolean(1), KEY);
    }

    /** True while a session other than this one has the lock. */
    static boolean isHeldByAnother(Connection connection) throws SQLException {
        return Query.first(connection, SqlFile.read("migrate/lock_holder"), row -> true, CLASS, OBJECT)
                .isPresent();
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        return Query.first(connection, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), KEY)
                .orElseThrow();
    }

    private static String holder(Connection connection) throws SQLException {
        return Query.first(
                        connection,
                        SqlFile.read("migrate/lock_holder"),
                        row -> "'" + row.getString("application_name") + "' (server pid " + row.getInt("pid")
                                + ", from " + row.getString("client") + ", since "
                                + row.getTimestamp("backend_start").toInstant() + ")",
                        CLASS,
                        OBJECT)
                .orElse("a run that has just ended");
    }
}
