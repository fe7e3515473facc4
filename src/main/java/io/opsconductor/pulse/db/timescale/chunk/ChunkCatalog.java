package io.opsconductor.pulse.db.timescale.chunk;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.catalog.ChunkLayout;
import io.opsconductor.pulse.db.timescale.catalog.ChunkLayoutCatalog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/**
 * Reads the chunks of some hypertables from the catalogue tables themselves: the view
 * {@code timescaledb_information.chunks} is slow with tens of thousands of chunks and hides the partial ones.
 */
public final class ChunkCatalog extends TimescaleCatalog<List<Chunk>> {
    private final Collection<Integer> hypertables;
    private final Collection<Integer> byCreation;

    /**
     * @param hypertables ids in the catalogue
     * @param byCreation those of them whose chunks are wanted with the time of their creation, which costs more to read
     */
    public ChunkCatalog(Collection<Integer> hypertables, Collection<Integer> byCreation) {
        this.hypertables = List.copyOf(hypertables);
        this.byCreation = List.copyOf(byCreation);
    }

    @Override
    public List<Chunk> facts(Connection connection) throws SQLException {
        List<Chunk> chunks = new ArrayList<>();
        ChunkLayout layout = ChunkLayoutCatalog.read(connection);
        Array asked = connection.createArrayOf("integer", hypertables.toArray());
        Query.list(
                connection,
                SqlFile.read(layout.chunksFile()),
                row -> add(row, chunks),
                connection.createArrayOf("integer", byCreation.toArray()),
                asked);
        if (chunks.stream().anyMatch(chunk -> chunk.state() == ChunkState.COMPRESSED)) {
            Set<Integer> stray = new HashSet<>(
                    Query.list(connection, SqlFile.read(layout.strayFile()), row -> row.getInt("id"), asked));
            chunks.replaceAll(chunk -> stray.contains(chunk.id()) ? chunk.in(ChunkState.STRAY) : chunk);
        }
        return chunks;
    }

    private static boolean add(ResultSet row, List<Chunk> chunks) throws SQLException {
        int hypertable = row.getInt("hypertable_id");
        long length = row.getLong("length");
        ChunkState state = ChunkState.of(row.getInt("status"));
        IntegerList ids = new IntegerList(row.getString("ids"));
        IntegerList ends = new IntegerList(row.getString("ends"));
        Array creations = row.getArray("created");
        Timestamp[] created = creations == null ? new Timestamp[0] : (Timestamp[]) creations.getArray();
        for (int i = 0; ids.hasNext(); i++) {
            chunks.add(new Chunk(
                    Math.toIntExact(ids.next()),
                    hypertable,
                    ends.next(),
                    length,
                    state,
                    i < created.length ? Optional.ofNullable(created[i]).map(Timestamp::toInstant) : Optional.empty()));
        }
        return true;
    }
}
