package io.opsconductor.pulse.db.timescale.chunk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.timescale.catalog.ChunkLayoutCatalog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/**
 * Measures chunks on disk, in bytes by chunk id. Measuring opens every file, so it is done for late chunks only. One that
 * was dropped meanwhile is absent; nothing is known when a chunk stays locked.
 */
public final class ChunkBytesCatalog extends TimescaleCatalog<Map<Integer, Long>> {
    private final Collection<Integer> chunks;

    /** @param chunks ids in the catalogue */
    public ChunkBytesCatalog(Collection<Integer> chunks) {
        this.chunks = List.copyOf(chunks);
    }

    @Override
    public Map<Integer, Long> facts(Connection connection) throws SQLException {
        try {
            return Query.map(
                    connection,
                    SqlFile.read(ChunkLayoutCatalog.read(connection).bytesFile()),
                    row -> row.getInt("id"),
                    row -> row.getLong("bytes"),
                    connection.createArrayOf("integer", chunks.toArray()));
        } catch (SQLException e) {
            if (!SqlState.LOCK_NOT_AVAILABLE.equals(SqlState.of(e))) {
                throw e;
            }
            return Map.of();
        }
    }
}
