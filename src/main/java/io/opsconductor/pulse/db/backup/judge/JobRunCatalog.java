package io.opsconductor.pulse.db.backup.judge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads when the jobs that compress or drop chunks ran last and run next. */
public final class JobRunCatalog {
    private JobRunCatalog() {}

    /** Empty for a database without TimescaleDB; within one checkup read once. */
    public static List<JobRun> read(Database database) {
        return database.once(JobRunCatalog.class, () -> jobs(database));
    }

    private static List<JobRun> jobs(Database database) {
        return database.read(connection -> {
            boolean present = Query.one(
                    connection,
                    SqlFile.read("timescale/has-relation"),
                    row -> row.getBoolean("present"),
                    "timescaledb_information.jobs");
            return present ? Query.list(connection, SqlFile.read("backup/job-runs"), JobRunCatalog::job) : List.of();
        });
    }

    private static JobRun job(ResultSet row) throws SQLException {
        long millis = row.getLong("last_millis");
        boolean measured = !row.wasNull();
        return new JobRun(
                row.getLong("job_id"),
                row.getString("functions"),
                Optional.ofNullable(row.getString("stranger")),
                row.getString("work"),
                row.getString("hypertable"),
                Duration.ofSeconds(row.getLong("every_seconds")),
                Columns.time(row, "last_start")
                        .filter(start -> measured)
                        .map(start -> Span.of(start, Duration.ofMillis(Math.max(0, millis)))),
                Columns.time(row, "next_start"));
    }
}
