package io.opsconductor.pulse.db.timescale.extension;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads the database's own present. A host's clock may be hours off; chunks and jobs are stamped by the database's. */
public final class ClockCatalog extends TimescaleCatalog<Instant> {
    @Override
    public Instant facts(Connection connection) throws SQLException {
        return Query.one(connection, SqlFile.read("postgres/clock"), row -> Columns.time(row, "now")
                .orElseThrow());
    }
}
