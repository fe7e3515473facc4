package io.opsconductor.pulse.db.timescale.extension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads what a database has of TimescaleDB; works where the extension is missing. */
public final class ExtensionCatalog extends TimescaleCatalog<Extension> {
    @Override
    public Extension facts(Connection connection) throws SQLException {
        return Query.one(
                connection,
                SqlFile.read("timescale/extension"),
                row -> new Extension(
                        row.getString("database"),
                        row.getString("role"),
                        Optional.ofNullable(row.getString("installed")),
                        Optional.ofNullable(row.getString("offered")),
                        Edition.of(row.getString("licence")),
                        row.getString("functions_schema")));
    }
}
