package io.opsconductor.pulse.db.postgres.lock;

import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import org.postgresql.PGConnection;

/** Tells a pooler in transaction mode, behind which a session's lock and settings strand on some other session. */
public final class Pooler {
    private Pooler() {}

    /**
     * True when no pooler is between.
     *
     * @throws PulseFailure (usage) when one session's statements may reach several backends
     */
    public static boolean refuse(Database database, Connection first) throws SQLException {
        if (!isBetween(first)) {
            return true;
        }
        // In session mode two open sessions never share a backend; in transaction mode the idle backend of the first is
        // handed to the second.
        try (Connection second = database.where(first).connectAsRole("pooler probe")) {
            if (backend(second) == backend(first)) {
                throw PulseFailure.usage(
                        database.url().redacted()
                                + " is a pooler in transaction mode, where no session keeps its lock and its settings",
                        around(database.url().source()));
            }
        }
        return false;
    }

    /** DIRECT_DATABASE_URL goes before what the application has; nothing goes before what was named for this alone. */
    private static String around(String source) {
        return switch (source) {
            case "DATABASE_URL", "NOTIFY_DATABASE_URL", "the PG… variables", "DIRECT_DATABASE_URL" ->
                "set DIRECT_DATABASE_URL to the server itself";
            default -> "name the server itself by " + source;
        };
    }

    /** The same by a session of its own, for what other programs do to their sessions: an emptied search path stays. */
    public static boolean refuse(Database database) {
        try (Connection session = database.connectAsRole("pooler probe")) {
            return refuse(database, session);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /**
     * For work that makes and drops databases and roles, or whose sessions set what a restore needs: behind any pooler a session of ours is
     * one transaction.
     *
     * @throws PulseFailure (usage) when one is between
     */
    public static void refuseAny(Database database) {
        if (!refuse(database)) {
            throw PulseFailure.usage(
                    database.url().redacted() + " is a pooler, behind which nothing can be restored",
                    around(database.url().source()));
        }
    }

    /** It announces a pid of its own, and not that of the backend which answers. */
    static boolean isBetween(Connection session) throws SQLException {
        return session.unwrap(PGConnection.class).getBackendPID() != backend(session);
    }

    private static int backend(Connection connection) throws SQLException {
        return Query.one(connection, "SELECT pg_catalog.pg_backend_pid()", row -> row.getInt(1));
    }
}
