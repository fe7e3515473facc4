package io.opsconductor.pulse.db.timescale.job;

import java.util.Set;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads which jobs may be any role's, though they call another one's procedure: whoever may log in may add one. */
final class StrangeJobCatalog {
    private StrangeJobCatalog() {}

    /** By their ids. @param database with TimescaleDB */
    static Set<Integer> read(Database database) {
        return Set.copyOf(database.read(connection ->
                Query.list(connection, SqlFile.read("timescale/strange-jobs"), row -> row.getInt("job_id"))));
    }
}
