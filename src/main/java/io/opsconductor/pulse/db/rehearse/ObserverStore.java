package io.opsconductor.pulse.db.rehearse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * A second session that sees what another one holds. While that one is idle in its transaction nothing escapes it: locks are
 * kept until the end, and all sessions see all of them.
 */
final class ObserverStore implements AutoCloseable {
    private final Database database;
    private final Connection session;

    ObserverStore(Database database) {
        this.database = database;
        this.session = database.connect("rehearse");
    }

    /** One of a session's locks; {@code granted} is false for the one that it waits for. */
    record Lock(long relation, LockMode mode, boolean granted) {}

    /**
     * @param wal where the server stands in its log, in bytes
     * @param locks how many places the session takes in the shared table of locks
     */
    record Place(long wal, long locks) {}

    /**
     * @param places how many locks the server has room for at least
     * @param temporaryBytes what the database's sessions that have ended wrote into temporary files
     */
    record Server(String version, long places, long temporaryBytes) {}

    List<Lock> locks(int backend) {
        return list("locks", ObserverStore::lock, backend).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    Place place(int backend) {
        return list("place", row -> new Place(row.getLong("wal"), row.getLong("locks")), backend)
                .get(0);
    }

    Server server() {
        return list(
                        "server",
                        row -> new Server(row.getString("version"), row.getLong("places"), row.getLong("temporary")))
                .get(0);
    }

    /** What the session waits for, for people; empty when it waits for nothing, or is gone. */
    Optional<String> waiting(int backend) {
        return list("waiting", ObserverStore::waits, backend).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    Relations relations() {
        try {
            return RelationCatalog.read(session);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private <T> List<T> list(String file, Query.RowMapper<T> mapper, Object... arguments) {
        try {
            return Query.list(session, SqlFile.read("rehearse/" + file), mapper, arguments);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static Optional<Lock> lock(ResultSet row) throws SQLException {
        long relation = row.getLong("relation");
        boolean granted = row.getBoolean("granted");
        return LockMode.of(row.getString("mode")).map(mode -> new Lock(relation, mode, granted));
    }

    private static Optional<String> waits(ResultSet row) throws SQLException {
        String holders = row.getString("holders");
        return Optional.ofNullable(row.getString("waits"))
                .map(waits -> waits + (holders == null ? "" : ", held by session " + holders));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            // The server ends it all the same.
        }
    }
}
