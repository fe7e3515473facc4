package io.opsconductor.pulse.db.timescale.chunk;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.catalog.ChunkLayoutCatalog;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Measures the tables of hypertables themselves, by the hypertable's id. One that is locked or gone is absent. */
public final class RootTableCatalog extends TimescaleCatalog<Map<Integer, RootTable>> {
    private final Collection<Integer> hypertables;

    /** @param hypertables ids in the catalogue */
    public RootTableCatalog(Collection<Integer> hypertables) {
        this.hypertables = List.copyOf(hypertables);
    }

    @Override
    public Map<Integer, RootTable> facts(Connection connection) throws SQLException {
        Array asked = connection.createArrayOf("integer", hypertables.toArray());
        Map<String, Map<Integer, LooseTables>> loose = new HashMap<>();
        Query.list(
                connection,
                SqlFile.read(ChunkLayoutCatalog.read(connection).guardsFile()),
                row -> loose.computeIfAbsent(row.getString("kind"), kind -> new HashMap<>())
                        .put(row.getInt("id"), tables(row, "tables")),
                asked);
        Map<Integer, LooseTables> exchanged = loose.getOrDefault("exchanged", Map.of());
        Map<Integer, LooseTables> heirs = loose.getOrDefault("heir", Map.of());
        return Query.map(
                connection,
                SqlFile.read("timescale/root-bytes"),
                row -> row.getInt("id"),
                row -> new RootTable(
                        new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                        row.getLong("bytes"),
                        row.getBoolean("tiered"),
                        tables(row, "unguarded"),
                        exchanged.getOrDefault(row.getInt("id"), LooseTables.NONE),
                        heirs.getOrDefault(row.getInt("id"), LooseTables.NONE)),
                asked);
    }

    private static LooseTables tables(ResultSet row, String column) throws SQLException {
        return new LooseTables(row.getInt(column), Optional.ofNullable(row.getString("sample")));
    }
}
