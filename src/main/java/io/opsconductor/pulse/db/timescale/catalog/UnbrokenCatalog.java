package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads how much of what each continuous aggregate materialized its source still holds, by the id of the aggregate. */
public final class UnbrokenCatalog {
    private UnbrokenCatalog() {}

    /** Empty when it could not be read: it hides nothing else, and no window is named then. */
    static Map<Integer, Unbroken> all(Connection connection) {
        Map<Integer, Unbroken> found = new HashMap<>();
        try {
            List<String> columns =
                    Query.list(connection, SqlFile.read("timescale/chunk-columns"), row -> row.getString("attname"));
            Query.list(
                    connection,
                    SqlFile.read(file(columns)),
                    row -> found.put(
                            row.getInt("id"),
                            new Unbroken(
                                    row.getBoolean("materialized"),
                                    Optional.ofNullable(row.getObject("newest", Long.class)),
                                    Optional.ofNullable(row.getObject("unbroken", Long.class)),
                                    row.getBoolean("removed"),
                                    Optional.ofNullable(row.getObject("waits", Long.class)))));
        } catch (SQLException e) {
            found.clear();
        }
        return found;
    }

    /** @param columns those of {@code _timescaledb_catalog.chunk} */
    static String file(List<String> columns) {
        String version = columns.contains("relid") ? "2.29" : columns.contains("creation_time") ? "2.13" : "2.11";
        return "timescale/unbroken-" + version;
    }
}
