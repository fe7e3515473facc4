package io.opsconductor.pulse.db.timescale.background;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads as whom each job runs, by the id of the job. */
public final class JobRightsCatalog {
    private JobRightsCatalog() {}

    public static Map<Integer, JobOwner> owners(Connection connection) throws SQLException {
        return owners(connection, SureClockCatalog.read(connection));
    }

    static Map<Integer, JobOwner> owners(Connection connection, SureClocks clocks) throws SQLException {
        return Query.map(
                connection,
                SqlFile.read("timescale/job-rights-by-sure-clocks"),
                row -> row.getInt("job_id"),
                JobRightsCatalog::owner,
                clocks.parameter());
    }

    static JobOwner owner(ResultSet row) throws SQLException {
        return new JobOwner(
                Optional.ofNullable(row.getString("owner")).orElse(""),
                row.getBoolean("trusted"),
                row.getBoolean("acts"),
                row.getBoolean("alterable"),
                row.getBoolean("logs_in"));
    }
}
