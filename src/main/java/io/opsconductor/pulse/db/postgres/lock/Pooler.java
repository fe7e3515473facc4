package io.opsconductor.pulse.db.postgres.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import org.postgresql.PGConnection;

/** Tells a pooler in transaction mode, behind which a session's lock and settings strand on some other session. */
public final class Pooler {
    private Pooler() {}

    /** What is between us and the server. */
    public enum Mode {
        NONE,
        /** Each session has a backend of its own until it ends. */
        SESSION,
        /** One session's statements may reach several backends. */
        TRANSACTION
    }

    private static Mode mode(Database database, Connection first) throws SQLException {
        if (!isBetween(first)) {
            return Mode.NONE;
        }
        try (SharedBackends sessions = new SharedBackends(database.where(first), first)) {
            return sessions.found() ? Mode.TRANSACTION : Mode.SESSION;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("stopped while looking for a pooler", "run it again", e);
        }
    }

    /** Asked by a session of its own. */
    public static Mode mode(Database database) {
        try (Connection session = database.connectAsRole("pooler probe")) {
            return mode(database, session);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /**
     * True when no pooler is between.
     *
     * @throws PulseFailure (usage) when one session's statements may reach several backends
     */
    public static boolean refuse(Database database, Connection first) throws SQLException {
        return allowed(database, mode(database, first));
    }

    /** The same by a session of its own, for what other programs do to their sessions: an emptied search path stays. */
    public static boolean refuse(Database database) {
        return allowed(database, mode(database));
    }

    private static boolean allowed(Database database, Mode mode) {
        if (mode == Mode.TRANSACTION) {
            throw transactions(database);
        }
        return mode == Mode.NONE;
    }

    /** Why no lock and no setting of a session lasts behind one in transaction mode. */
    public static PulseFailure transactions(Database database) {
        return PulseFailure.usage(
                database.url().redacted()
                        + " is a pooler in transaction mode, where no session keeps its lock and its settings",
                database.url().source().aroundPooler());
    }

    /**
     * Why the work cannot be done that makes and drops databases and roles, or whose sessions set what a restore needs: behind any
     * pooler a session of ours is one transaction. Empty when none is between.
     */
    public static Optional<PulseFailure> refusalOfAny(Database database) {
        return switch (mode(database)) {
            case NONE -> Optional.empty();
            case SESSION ->
                Optional.of(PulseFailure.usage(
                        database.url().redacted() + " is a pooler, behind which nothing can be restored",
                        database.url().source().aroundPooler()));
            case TRANSACTION -> Optional.of(transactions(database));
        };
    }

    /** @throws PulseFailure (usage) as {@link #refusalOfAny} says */
    public static void refuseAny(Database database) {
        refusalOfAny(database).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** It announces a pid of its own, and not that of the backend which answers. */
    static boolean isBetween(Connection session) throws SQLException {
        return session.unwrap(PGConnection.class).getBackendPID() != backend(session);
    }

    static int backend(Connection connection) throws SQLException {
        return Query.one(connection, "SELECT pg_catalog.pg_backend_pid()", row -> row.getInt(1));
    }
}
