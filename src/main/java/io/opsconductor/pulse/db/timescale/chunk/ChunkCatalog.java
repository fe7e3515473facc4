package io.opsconductor.pulse.db.timescale.chunk;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/**
 * Reads the chunks of some hypertables from the catalogue tables themselves: the view
 * {@code timescaledb_information.chunks} is slow with tens of thousands of chunks and hides the partial ones.
 */
public final class ChunkCatalog extends TimescaleCatalog<List<Chunk>> {
    private final Collection<Integer> hypertables;

    /** @param hypertables ids in the catalogue */
    public ChunkCatalog(Collection<Integer> hypertables) {
        this.hypertables = List.copyOf(hypertables);
    }

    @Override
    public List<Chunk> facts(Connection connection) throws SQLException {
        return Query.list(
                connection,
                SqlFile.read(layout(connection).chunksFile()),
                ChunkCatalog::chunk,
                connection.createArrayOf("integer", hypertables.toArray()));
    }

    static ChunkLayout layout(Connection connection) throws SQLException {
        return ChunkLayout.of(
                Query.list(connection, SqlFile.read("timescale/chunk-columns"), row -> row.getString("attname")));
    }

    private static Chunk chunk(ResultSet row) throws SQLException {
        return new Chunk(
                row.getInt("id"),
                row.getInt("hypertable_id"),
                row.getLong("range_end"),
                ChunkState.of(row.getInt("status")),
                Optional.ofNullable(row.getObject("created", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
