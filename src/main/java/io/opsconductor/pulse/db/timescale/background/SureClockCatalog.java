package io.opsconductor.pulse.db.timescale.background;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads which functions by which integer hypertables tell the present may be called. */
public final class SureClockCatalog {
    private SureClockCatalog() {}

    /**
     * Most databases have no such function, and are spared the question.
     *
     * @param connection to a database with TimescaleDB
     */
    public static SureClocks read(Connection connection) throws SQLException {
        boolean any = Query.one(connection, SqlFile.read("timescale/has-clocks"), row -> row.getBoolean(1));
        return new SureClocks(
                any,
                any
                        ? Query.list(connection, SqlFile.read("timescale/sure-clocks"), row -> row.getLong("oid"))
                        : List.of());
    }
}
