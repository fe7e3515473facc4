package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads how many locks it takes to drop one chunk of some hypertables, without its compressed half. */
public final class ChunkLocksCatalog extends TimescaleCatalog<Map<HypertableName, Long>> {
    private final List<HypertableName> names;

    public ChunkLocksCatalog(Collection<HypertableName> names) {
        this.names = List.copyOf(names);
    }

    @Override
    public Map<HypertableName, Long> facts(Connection connection) throws SQLException {
        return Query.map(
                connection,
                SqlFile.read("timescale/chunk-locks"),
                row -> new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                row -> row.getLong("locks"),
                connection.createArrayOf(
                        "text", names.stream().map(HypertableName::schema).toArray()),
                connection.createArrayOf(
                        "text", names.stream().map(HypertableName::table).toArray()));
    }
}
