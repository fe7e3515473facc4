package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Asks how large a database is. */
public final class DatabaseSizeCatalog {
    private DatabaseSizeCatalog() {}

    public static long bytes(Connection session) throws SQLException {
        return Query.one(session, SqlFile.read("postgres/database-size"), row -> row.getLong("bytes"));
    }

    /** Empty when it cannot be asked: what depends on it is an estimate, not a promise. */
    public static OptionalLong bytes(Database database) {
        try (Connection connection = database.lease()) {
            return OptionalLong.of(bytes(connection));
        } catch (SQLException | PulseFailure e) {
            return OptionalLong.empty();
        }
    }
}
