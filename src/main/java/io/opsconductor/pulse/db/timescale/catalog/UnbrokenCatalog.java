package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads how much of what each continuous aggregate materialized its source still holds, by the id of the aggregate. */
public final class UnbrokenCatalog {
    private UnbrokenCatalog() {}

    /** Empty when it could not be read: it hides nothing else, and no window is named then. */
    static Map<Integer, Unbroken> all(Connection connection) {
        try {
            return Query.map(
                    connection,
                    SqlFile.read(ChunkLayoutCatalog.read(connection).unbrokenFile()),
                    row -> row.getInt("id"),
                    row -> new Unbroken(
                            row.getBoolean("materialized"),
                            Optional.ofNullable(row.getObject("newest", Long.class)),
                            Optional.ofNullable(row.getObject("unbroken", Long.class)),
                            row.getBoolean("removed"),
                            Optional.ofNullable(row.getObject("waits", Long.class))));
        } catch (SQLException e) {
            return Map.of();
        }
    }
}
