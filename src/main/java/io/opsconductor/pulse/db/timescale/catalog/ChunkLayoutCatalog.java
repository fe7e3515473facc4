package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Tells how a database's catalogue keeps chunks. */
public final class ChunkLayoutCatalog {
    private ChunkLayoutCatalog() {}

    /** @param connection to a database with TimescaleDB */
    public static ChunkLayout read(Connection connection) throws SQLException {
        return ChunkLayout.of(
                Query.list(connection, SqlFile.read("timescale/chunk-columns"), row -> row.getString("attname")));
    }
}
