package io.opsconductor.pulse.db.timescale;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** Reads the jobs that compress, drop or refresh, and how they fared. */
final class JobCatalog extends TimescaleCatalog<Jobs> {
    @Override
    Jobs facts(Connection connection) throws SQLException {
        JobKeeperCatalog keepers = new JobKeeperCatalog();
        Extension extension = new ExtensionCatalog().facts(connection);
        return new Jobs(
                extension.database(),
                extension.role(),
                new ClockCatalog().facts(connection),
                extension.installed().isPresent()
                        ? Query.list(connection, SqlFile.read("timescale/jobs"), row -> job(row, keepers))
                        : List.of());
    }

    private static Job job(ResultSet row, JobKeeperCatalog keepers) throws SQLException {
        return new Job(
                row.getInt("job_id"),
                Job.Task.of(row.getString("proc_name")),
                row.getString("procedure"),
                row.getBoolean("procedure_exists"),
                name(row.getString("schema_name"), row.getString("table_name")),
                name(row.getString("listed_schema"), row.getString("listed_table")),
                Optional.ofNullable(row.getString("owner")),
                row.getBoolean("scheduled"),
                retries(row),
                keepers.fixed(row),
                instant(row, "next_start"),
                instant(row, "last_start"),
                instant(row, "last_finish"),
                row.getBoolean("in_session"),
                Optional.ofNullable(row.getString("error")).map(JobCatalog::oneLine));
    }

    static Retries retries(ResultSet row) throws SQLException {
        return new Retries(
                Duration.of(row.getLong("every_micros"), ChronoUnit.MICROS),
                Duration.of(row.getLong("retry_micros"), ChronoUnit.MICROS),
                row.getBoolean("fixed_schedule"),
                row.getInt("failures"),
                row.getInt("crashes"));
    }

    private static Optional<HypertableName> name(String schema, String table) {
        return schema == null ? Optional.empty() : Optional.of(new HypertableName(schema, table));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
