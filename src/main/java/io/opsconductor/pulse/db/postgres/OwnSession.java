package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * What our own statements may rely on, whoever owns the role, the database and its schemas: names are found in
 * {@code pg_catalog} and nowhere else, a backslash is a backslash, and row security hides no row in silence (the server
 * refuses the statement instead). A search path with a schema that others may write into runs their functions and operators
 * as us; everything outside {@code pg_catalog} is therefore written with its schema.
 *
 * @see <a href="https://www.postgresql.org/docs/17/ddl-schemas.html#DDL-SCHEMAS-PATTERNS">Secure schema usage</a>
 */
public final class OwnSession {
    private OwnSession() {}

    /**
     * Settles a session that has just been opened or handed out. Behind a pooler the session becomes one transaction: it
     * keeps its backend until then, and a statement that fails does not end it.
     */
    static Connection begin(Connection connection) throws SQLException {
        if (!settle(connection)) {
            connection.setAutoCommit(false);
            connection.unwrap(PGConnection.class).setAutosave(AutoSave.ALWAYS);
            settle(connection);
        }
        return connection;
    }

    /**
     * Begins a transaction with our settings; for those who open more than one on a session. To be committed by the
     * caller.
     */
    public static void beginTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        settle(connection);
    }

    /**
     * For a session that keeps the role's own settings: no limit of the database ends it while it waits for us.
     * Behind a pooler for the current transaction.
     */
    public static void liftLimits(Connection connection) throws SQLException {
        int announced = connection.unwrap(PGConnection.class).getBackendPID();
        Query.list(connection, SqlFile.read("postgres/own-limits"), row -> true, announced);
    }

    /** @return false when a pooler is between, and the settings end with the transaction */
    private static boolean settle(Connection connection) throws SQLException {
        int announced = connection.unwrap(PGConnection.class).getBackendPID();
        return Query.first(
                        connection, SqlFile.read("postgres/own-settings"), row -> row.getBoolean("direct"), announced)
                .orElseThrow();
    }
}
