package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.opsconductor.pulse.db.postgres.session.ServerIdentity;
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
final class OwnSession {
    private OwnSession() {}

    /** How long a statement queues for a lock. */
    enum Patience {
        /** As the role's own settings say: of work that has its own limit, or is alone in its database. */
        AS_THE_ROLE(null),
        /**
         * Of a session that only looks. The owner of a table can lock it for as long as it likes, which must not keep us from
         * all else that there is to see. Who waits longer also holds up those that queue behind it.
         */
        TO_LOOK("2s");

        private final String lockTimeout;

        Patience(String lockTimeout) {
            this.lockTimeout = lockTimeout;
        }
    }

    /**
     * Settles a session that has just been opened or handed out. Behind a pooler the session becomes one transaction: it
     * keeps its backend until then, and a statement that fails does not end it.
     */
    static ServerIdentity begin(Connection connection, Patience patience) throws SQLException {
        Settled settled = settle(connection, patience);
        if (settled.direct()) {
            return settled.server();
        }
        connection.setAutoCommit(false);
        connection.unwrap(PGConnection.class).setAutosave(AutoSave.ALWAYS);
        return settle(connection, patience).server();
    }

    static ServerIdentity beginTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return settle(connection, Patience.AS_THE_ROLE).server();
    }

    static ServerIdentity liftLimits(Connection connection) throws SQLException {
        int announced = connection.unwrap(PGConnection.class).getBackendPID();
        return Query.one(connection, SqlFile.read("postgres/own-limits"), OwnSession::server, announced);
    }

    /** @param direct false when a pooler is between, and the settings end with the transaction */
    private record Settled(boolean direct, ServerIdentity server) {}

    private static Settled settle(Connection connection, Patience patience) throws SQLException {
        int announced = connection.unwrap(PGConnection.class).getBackendPID();
        return Query.one(
                connection,
                SqlFile.read("postgres/own-settings"),
                row -> new Settled(row.getBoolean("direct"), server(row)),
                announced,
                patience.lockTimeout);
    }

    private static ServerIdentity server(ResultSet row) throws SQLException {
        return new ServerIdentity(
                Instant.EPOCH.plus(row.getLong("server_started"), ChronoUnit.MICROS), row.getLong("database_oid"));
    }
}
