package io.opsconductor.pulse.db.postgres.lock;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** The key of an advisory lock of a session: taken, given back and looked for on sessions of others. */
public final class AdvisoryKey {
    private final long key;

    public AdvisoryKey(long key) {
        this.key = key;
    }

    /** By a name, the same for every run. */
    public static AdvisoryKey named(Connection connection, String name) throws SQLException {
        return Query.one(
                connection, SqlFile.read("postgres/advisory-key"), row -> new AdvisoryKey(row.getLong("key")), name);
    }

    /** Does not wait: whoever waits inside the server holds a snapshot, for which CREATE INDEX CONCURRENTLY waits. */
    public boolean tryLock(Connection connection) throws SQLException {
        return Query.one(connection, SqlFile.read("postgres/try-advisory-lock"), row -> row.getBoolean("locked"), key);
    }

    public void unlock(Connection connection) throws SQLException {
        Query.list(connection, "SELECT pg_advisory_unlock(?::bigint)", row -> row.getBoolean(1), key);
    }

    /** A session other than this one that holds the lock; of several an unprivileged role first. */
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        return Query.first(connection, SqlFile.read("postgres/lock-holder"), AdvisoryKey::holder, key);
    }

    private static LockHolder holder(ResultSet row) throws SQLException {
        return new LockHolder(
                row.getInt("pid"),
                row.getString("role_name"),
                Optional.ofNullable(row.getString("application")).filter(name -> !name.isEmpty()),
                Optional.ofNullable(row.getString("client")),
                Optional.ofNullable(row.getTimestamp("since")).map(time -> time.toInstant()),
                row.getBoolean("stranger"));
    }
}
