package io.opsconductor.pulse.db.timescale;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** Reads the database's own present. A host's clock may be hours off; chunks and jobs are stamped by the database's. */
final class ClockCatalog extends TimescaleCatalog<Instant> {
    @Override
    Instant facts(Connection connection) throws SQLException {
        return Query.first(connection, SqlFile.read("timescale/clock"), row -> row.getObject(
                                "present", OffsetDateTime.class)
                        .toInstant())
                .orElseThrow();
    }
}
