package io.opsconductor.pulse.db.backup.judge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads pg_stat_archiver and what belongs to it. */
public final class ArchiverCatalog {
    private ArchiverCatalog() {}

    /**
     * @throws PulseFailure saying why the server does not tell
     */
    public static Archiver read(Database database) {
        return database.read(
                connection -> Query.one(connection, SqlFile.read("backup/archiver"), ArchiverCatalog::archiver));
    }

    private static Archiver archiver(ResultSet row) throws SQLException {
        long timeout = row.getLong("archive_timeout_seconds");
        long since = row.getLong("bytes_since");
        OptionalLong bytesSince = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(since);
        return new Archiver(
                Columns.time(row, "now").orElseThrow(),
                row.getBoolean("archiving"),
                row.getBoolean("in_recovery"),
                timeout > 0 ? Optional.of(Duration.ofSeconds(timeout)) : Optional.empty(),
                Columns.time(row, "last_archived_time"),
                Optional.ofNullable(row.getString("last_archived_wal")),
                Columns.time(row, "last_failed_time"),
                row.getLong("failed_count"),
                bytesSince);
    }
}
