package io.opsconductor.pulse.db.timescale;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** Finds TimescaleDB's functions. */
final class TimescaleSchemaCatalog extends TimescaleCatalog<Optional<TimescaleSchema>> {
    /** Empty where the extension is not installed. */
    @Override
    Optional<TimescaleSchema> facts(Connection connection) throws SQLException {
        return schema(connection);
    }

    /** The same on a session that is about to call one of them. */
    static Optional<TimescaleSchema> schema(Connection connection) throws SQLException {
        return Query.first(
                connection,
                SqlFile.read("timescale/schema"),
                row -> new TimescaleSchema(row.getString("schema_name"), List.of((String[])
                        row.getArray("strangers").getArray())));
    }
}
