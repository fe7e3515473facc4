package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads from a second session whose transactions a session waits for. */
final class OpenTransactionCatalog {
    private OpenTransactionCatalog() {}

    /** The oldest of the database. */
    static Optional<OpenTransaction> oldest(Connection second, int backend) throws SQLException {
        return Query.first(second, SqlFile.read("migrate/oldest-transaction"), OpenTransactionCatalog::of, backend);
    }

    /** One that the session waits for. */
    static Optional<OpenTransaction> blocking(Connection second, int backend) throws SQLException {
        return Query.first(second, SqlFile.read("migrate/blockers"), OpenTransactionCatalog::of, backend);
    }

    private static OpenTransaction of(ResultSet row) throws SQLException {
        long seconds = row.getLong("seconds");
        Optional<Duration> open = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        return new OpenTransaction(
                row.getInt("pid"),
                String.valueOf(row.getString("role_name")),
                text(row.getString("application")),
                text(row.getString("state")),
                open);
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(known -> !known.isEmpty());
    }
}
