package io.opsconductor.pulse.db.timescale.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Looks for the background worker that starts a database's jobs. */
final class SchedulerCatalog extends TimescaleCatalog<Scheduler> {
    @Override
    public Scheduler facts(Connection connection) throws SQLException {
        return Query.one(
                connection,
                SqlFile.read("timescale/scheduler"),
                row -> new Scheduler(
                        row.getString("database"),
                        row.getString("role"),
                        row.getBoolean("running"),
                        row.getBoolean("sees_all_sessions"),
                        row.getBoolean("replica"),
                        row.getBoolean("restoring_here"),
                        row.getBoolean("restoring_stored"),
                        Optional.ofNullable(row.getString("extension_schema")),
                        Optional.ofNullable(row.getString("functions_schema"))));
    }
}
