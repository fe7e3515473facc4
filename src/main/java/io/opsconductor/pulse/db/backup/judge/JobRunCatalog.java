package io.opsconductor.pulse.db.backup.judge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
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
            boolean present = Query.first(
                            connection,
                            SqlFile.read("timescale/has-relation"),
                            row -> row.getBoolean("present"),
                            "timescaledb_information.jobs")
                    .orElseThrow();
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
                time(row, "last_start")
                        .filter(start -> measured)
                        .map(start -> Span.of(start, Duration.ofMillis(Math.max(0, millis)))),
                time(row, "next_start"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
