package io.opsconductor.pulse.db.postgres.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;

/**
 * A lock that exists by its name in one database, for as long as a session of its own holds it. The server gives it back
 * when that session ends, however it ends.
 */
public final class AdvisoryLock implements AutoCloseable {
    /** How long a server that cannot be reached any more may keep us. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Connection session;

    private AdvisoryLock(Connection session) {
        this.session = session;
    }

    public enum Attempt {
        TAKEN,
        HELD_BY_ANOTHER,
        /** A pooler is between, behind which a session's lock would strand on another client's backend. */
        NOT_POSSIBLE
    }

    /**
     * The lock or, when it was not taken, why.
     *
     * @param holder of a lock that is held by another, unless it has just ended
     */
    public record Result(Attempt attempt, Optional<AdvisoryLock> lock, Optional<LockHolder> holder) {}

    /**
     * Does not wait.
     *
     * @param name tells it from others in the same database
     */
    public static Result attempt(Database database, String name) {
        Connection session = database.connect("lock");
        boolean keep = false;
        try {
            AdvisoryKey key = AdvisoryKey.named(session, name);
            Attempt attempt = attempt(session, key);
            keep = attempt == Attempt.TAKEN;
            return new Result(
                    attempt,
                    keep ? Optional.of(new AdvisoryLock(session)) : Optional.empty(),
                    attempt == Attempt.HELD_BY_ANOTHER ? key.holder(session) : Optional.empty());
        } catch (SQLException e) {
            throw database.failure(e);
        } finally {
            if (!keep) {
                close(session);
            }
        }
    }

    private static Attempt attempt(Connection session, AdvisoryKey key) throws SQLException {
        if (Pooler.isBetween(session)) {
            return Attempt.NOT_POSSIBLE;
        }
        return key.tryLock(session) ? Attempt.TAKEN : Attempt.HELD_BY_ANOTHER;
    }

    /** Given back before the session ends, which the server notices only a moment later: the next may come at once. */
    @Override
    public void close() {
        try {
            session.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
            Query.first(session, "SELECT pg_advisory_unlock_all() IS NULL", row -> true);
        } catch (SQLException e) {
            // The server takes it back when it notices that the session is gone.
        }
        close(session);
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // The server gives the lock back all the same.
        }
    }
}
