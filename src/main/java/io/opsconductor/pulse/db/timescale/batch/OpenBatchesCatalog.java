package io.opsconductor.pulse.db.timescale.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.catalog.ChunkLayoutCatalog;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;

/** Reads who may write into compressed tables. */
public final class OpenBatchesCatalog extends TimescaleCatalog<List<OpenBatches>> {
    private final Map<Integer, HypertableName> hypertables;
    private final int named;

    private OpenBatchesCatalog(Map<Integer, HypertableName> hypertables, int named) {
        this.hypertables = hypertables;
        this.named = named;
    }

    /**
     * Of hypertables to which anything has to happen.
     *
     * @param named how many tables with the same rights are named at most
     */
    public static List<OpenBatches> read(TimescaleSnapshot seen, int named) {
        Map<Integer, HypertableName> obliged = seen.obliged();
        return obliged.isEmpty() ? List.of() : new OpenBatchesCatalog(obliged, named).read(seen.database());
    }

    @Override
    public List<OpenBatches> facts(Connection connection) throws SQLException {
        return Query.list(
                connection,
                SqlFile.read(ChunkLayoutCatalog.read(connection).batchesFile()),
                row -> new OpenBatches(
                        hypertables.get(row.getInt("id")),
                        Columns.texts(row, "roles"),
                        row.getLong("number"),
                        Columns.texts(row, "tables")),
                connection.createArrayOf("integer", hypertables.keySet().toArray()),
                named);
    }
}
