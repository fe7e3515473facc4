package io.opsconductor.pulse.db.timescale.extension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Finds TimescaleDB's functions. */
public final class TimescaleSchemaCatalog extends TimescaleCatalog<Optional<TimescaleSchema>> {
    /** Empty where the extension is not installed. */
    @Override
    public Optional<TimescaleSchema> facts(Connection connection) throws SQLException {
        return schema(connection);
    }

    /** The same on a session that is about to call one of them. */
    public static Optional<TimescaleSchema> schema(Connection connection) throws SQLException {
        return Query.first(
                connection,
                SqlFile.read("timescale/schema"),
                row -> new TimescaleSchema(row.getString("schema_name"), Columns.texts(row, "strangers")));
    }
}
