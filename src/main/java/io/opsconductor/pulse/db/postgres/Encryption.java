package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.Warnings;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.postgresql.PGConnection;

/** Whether what a session says can be read on its way. */
public enum Encryption {
    /** It stays on this machine. */
    NOT_NEEDED,
    YES,
    NO,
    /** A pooler is between, and the URL does not demand TLS: what the server says is of the pooler's own session. */
    UNKNOWN;

    /** Whether the sessions with a database are encrypted. */
    public static Encryption of(Database database) {
        return database.read(connection -> of(database.url(), connection));
    }

    /** As {@code sslmode} demands it, else as the server sees the session. */
    public static Encryption of(DatabaseUrl url, Connection session) throws SQLException {
        if (url.isLocal()) {
            return NOT_NEEDED;
        }
        if (url.demandsEncryption()) {
            return YES;
        }
        int announced = session.unwrap(PGConnection.class).getBackendPID();
        return Query.one(
                session,
                SqlFile.read("postgres/encryption"),
                row -> row.getInt("backend") != announced ? UNKNOWN : row.getBoolean("encrypted") ? YES : NO);
    }

    /** Says on the first session to another host what is said of it in clear text. */
    static void warn(DatabaseUrl url, Connection session) throws SQLException {
        if (of(url, session) == NO) {
            Warnings.tell("the session with " + url.redacted() + " is not encrypted: rows, and on some servers the"
                    + " password, can be read on the way -> sslmode=verify-full in the URL (or PGSSLMODE)");
        }
    }
}
