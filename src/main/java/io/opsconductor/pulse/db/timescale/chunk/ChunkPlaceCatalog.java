package io.opsconductor.pulse.db.timescale.chunk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.catalog.ChunkLayoutCatalog;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads where some chunks are kept, by chunk id; one that was dropped meanwhile is absent. */
public final class ChunkPlaceCatalog extends TimescaleCatalog<Map<Integer, ChunkPlace>> {
    private final Collection<Integer> chunks;

    /** @param chunks ids in the catalogue */
    public ChunkPlaceCatalog(Collection<Integer> chunks) {
        this.chunks = List.copyOf(chunks);
    }

    @Override
    public Map<Integer, ChunkPlace> facts(Connection connection) throws SQLException {
        return Query.map(
                connection,
                SqlFile.read(ChunkLayoutCatalog.read(connection).placesFile()),
                row -> row.getInt("id"),
                row -> new ChunkPlace(
                        row.getInt("id"),
                        new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                        row.getLong("range_start")),
                connection.createArrayOf("integer", chunks.toArray()));
    }
}
