package io.opsconductor.pulse.db.backup.external;

import java.util.Set;

import io.opsconductor.pulse.db.backup.script.SqlWords;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads which tables of a database are hypertables. */
public final class HypertableCatalog {
    private HypertableCatalog() {}

    /**
     * As {@link SqlWords#table} writes them; none without TimescaleDB.
     *
     * @throws PulseFailure when the database cannot be asked
     */
    public static Set<String> names(Database database) {
        return database.read("backup verify", connection -> {
            boolean present = Query.first(
                            connection,
                            SqlFile.read("timescale/has-relation"),
                            row -> row.getBoolean("present"),
                            "_timescaledb_catalog.hypertable")
                    .orElse(false);
            return present
                    ? Set.copyOf(Query.list(
                            connection,
                            SqlFile.read("backup/hypertables"),
                            row -> SqlWords.table(row.getString("schema_name"), row.getString("table_name"))))
                    : Set.of();
        });
    }
}
