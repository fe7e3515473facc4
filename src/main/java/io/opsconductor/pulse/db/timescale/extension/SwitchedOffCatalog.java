package io.opsconductor.pulse.db.timescale.extension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads which settings switch TimescaleDB off where they are stored; what a session sets for itself leaves no trace. */
final class SwitchedOffCatalog extends TimescaleCatalog<List<SwitchedOff>> {
    @Override
    public List<SwitchedOff> facts(Connection connection) throws SQLException {
        return Query.list(
                connection,
                SqlFile.read("timescale/switched-off"),
                row -> new SwitchedOff(
                        row.getString("setting"),
                        row.getBoolean("server"),
                        Optional.ofNullable(row.getString("role")),
                        row.getLong("role_oid"),
                        row.getBoolean("trusted"),
                        row.getBoolean("aggregates")));
    }
}
