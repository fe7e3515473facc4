package io.opsconductor.pulse.db.timescale.background;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.extension.Extension;
import io.opsconductor.pulse.db.timescale.extension.ExtensionCatalog;

/** What several readers ask, each once and on the session of the first that does; by one thread. A failure is not remembered. */
public final class SharedCatalog {
    private Extension extension;
    private SureClocks clocks;
    private Map<Integer, JobOwner> owners;

    /** Within one checkup the same for all; outside of one they are read anew. */
    public static SharedCatalog of(Database database) {
        return database.once(SharedCatalog.class, SharedCatalog::new);
    }

    public Extension extension(Connection connection) throws SQLException {
        extension = extension == null ? new ExtensionCatalog().facts(connection) : extension;
        return extension;
    }

    /** @param connection to a database with TimescaleDB */
    public SureClocks clocks(Connection connection) throws SQLException {
        clocks = clocks == null ? SureClockCatalog.read(connection) : clocks;
        return clocks;
    }

    /**
     * As whom each job runs, by its id.
     *
     * @param connection to a database with TimescaleDB
     */
    public Map<Integer, JobOwner> owners(Connection connection) throws SQLException {
        owners = owners == null ? JobRightsCatalog.owners(connection, clocks(connection)) : owners;
        return owners;
    }
}
