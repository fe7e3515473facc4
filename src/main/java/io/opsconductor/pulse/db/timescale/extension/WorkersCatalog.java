package io.opsconductor.pulse.db.timescale.extension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads how many background workers there are and who wants them; empty where the extension is not installed. */
final class WorkersCatalog extends TimescaleCatalog<Optional<Workers>> {
    @Override
    public Optional<Workers> facts(Connection connection) throws SQLException {
        if (new ExtensionCatalog().facts(connection).installed().isEmpty()) {
            return Optional.empty();
        }
        return Query.first(
                connection,
                SqlFile.read("timescale/workers"),
                row -> new Workers(
                        row.getString("database"),
                        row.getInt("workers"),
                        row.getInt("worker_processes"),
                        row.getInt("parallel_workers"),
                        row.getInt("databases"),
                        row.getInt("jobs")));
    }
}
