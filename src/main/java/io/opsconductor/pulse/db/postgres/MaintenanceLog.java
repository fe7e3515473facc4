package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * Pulse's own table {@code maintenance_log} (migration 051), in which whoever maintains the database writes down what was
 * done. A database without the table is left as it is: it may be any other TimescaleDB database.
 */
public final class MaintenanceLog {
    private static final Set<String> COLUMNS =
            Set.of("job_name", "started_at", "completed_at", "rows_affected", "status", "error_message", "details");

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
            database.beginTransaction(connection);
            Optional<PulseFailure> problem = write(connection, entry);
            connection.commit();
            return problem;
        } catch (PulseFailure failure) {
            return Optional.of(failure);
        } catch (SQLException e) {
            return Optional.of(database.failure(e));
        }
    }

    private static Optional<PulseFailure> write(Connection connection, Entry entry) throws SQLException {
        Optional<KnownTable> found = table(connection);
        if (found.isEmpty() || found.get().danger().isPresent()) {
            return found.flatMap(MaintenanceLog::refusal);
        }
        String table = found.get().identifier();
        String sql = SqlFile.read("postgres/maintenance-log").formatted(table);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            // The server parses it, and keeps the table locked from then on: no trigger comes between the look and the
            // row. Another table under its name only a trusted role could put there.
            insert.getParameterMetaData();
            Optional<PulseFailure> refused = table(connection).flatMap(MaintenanceLog::refusal);
            if (refused.isEmpty()) {
                execute(insert, entry);
            }
            return refused;
        }
    }

    private static Optional<PulseFailure> refusal(KnownTable table) {
        return table.danger()
                .map(why -> PulseFailure.failed(
                        "nothing is written to " + table.identifier() + ": " + why, table.remedy(), null));
    }

    /** A trusted role's before all others. */
    private static Optional<KnownTable> table(Connection connection) throws SQLException {
        return KnownTableCatalog.like(connection, "maintenance_log", COLUMNS).stream()
                .findFirst();
    }

    private static void execute(PreparedStatement insert, Entry entry) throws SQLException {
        insert.setString(1, entry.job());
        insert.setObject(2, entry.startedAt().atOffset(ZoneOffset.UTC));
        insert.setLong(3, entry.affected());
        insert.setString(4, entry.error().isEmpty() ? "COMPLETED" : "FAILED");
        insert.setString(5, entry.error().orElse(null));
        insert.setString(6, entry.details());
        insert.executeUpdate();
    }
}
