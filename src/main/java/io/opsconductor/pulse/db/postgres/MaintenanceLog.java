package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Pulse's own table {@code maintenance_log} (migration 051), in which whoever maintains the database writes down what was
 * done. A database without the table is left as it is: it may be any other TimescaleDB database.
 */
public final class MaintenanceLog {
    private MaintenanceLog() {}

    /**
     * One finished piece of work.
     *
     * @param job such as {@code pulse-db backup daily}
     * @param startedAt by the database's clock
     * @param affected how many rows, chunks or files the work was about
     * @param error empty when it succeeded; one line
     * @param details a JSON document; counts and names only, for every role of the application may read it
     */
    public record Entry(String job, Instant startedAt, long affected, Optional<String> error, String details) {}

    /** @return why it could not be written: never a reason to call the work itself a failure */
    public static Optional<PulseFailure> write(Database database, Entry entry) {
        try (Connection connection = database.connect("maintenance log")) {
            if (Query.first(connection, SqlFile.read("postgres/has-maintenance-log"), row -> row.getBoolean("present"))
                    .orElseThrow()) {
                insert(connection, entry);
            }
            return Optional.empty();
        } catch (PulseFailure failure) {
            return Optional.of(failure);
        } catch (SQLException e) {
            return Optional.of(database.failure(e));
        }
    }

    private static void insert(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlFile.read("postgres/maintenance-log"))) {
            statement.setString(1, entry.job());
            statement.setObject(2, entry.startedAt().atOffset(ZoneOffset.UTC));
            statement.setLong(3, entry.affected());
            statement.setString(4, entry.error().isEmpty() ? "COMPLETED" : "FAILED");
            statement.setString(5, entry.error().orElse(null));
            statement.setString(6, entry.details());
            statement.executeUpdate();
        }
    }
}
