package io.opsconductor.pulse.db.timescale.extension;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads how large the server's lock table is; needs neither a right nor TimescaleDB. */
public final class LockTableCatalog {
    private LockTableCatalog() {}

    public static LockTable read(Database database) {
        return database.read(session -> Query.one(
                session,
                SqlFile.read("timescale/lock-table"),
                row -> new LockTable(
                        row.getString("database"),
                        row.getLong("locks_per_transaction"),
                        row.getLong("sessions"),
                        row.getLong("tables"))));
    }
}
