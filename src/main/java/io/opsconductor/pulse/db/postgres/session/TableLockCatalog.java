package io.opsconductor.pulse.db.postgres.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads which relations are locked so that no other session can even read them; needs no right. */
public final class TableLockCatalog {
    private TableLockCatalog() {}

    /** Of the session that holds the most; empty when none is held any more. */
    public static Optional<TableLock> read(Connection session) throws SQLException {
        return Query.first(
                session,
                SqlFile.read("postgres/table-lock"),
                row -> new TableLock(
                        row.getString("relation"),
                        row.getString("role_name"),
                        row.getInt("pid"),
                        row.getLong("others")));
    }
}
