package io.opsconductor.pulse.db.postgres.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which server, and which database of it, a session is on. Two servers that were started in the same microsecond, and whose
 * databases have the same oid, look like one.
 *
 * @param started when the server was, by its clock
 * @param database the oid of the session's database
 */
public record ServerIdentity(Instant started, long database) {

    /** @param row with the columns {@code server_started} (µs since 1970) and {@code database_oid} */
    public static ServerIdentity of(ResultSet row) throws SQLException {
        return new ServerIdentity(
                Instant.EPOCH.plus(row.getLong("server_started"), ChronoUnit.MICROS), row.getLong("database_oid"));
    }
}
