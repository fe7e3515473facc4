package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.plan.HistoryStore;
import io.opsconductor.pulse.db.migrate.plan.SessionRole;
import io.opsconductor.pulse.db.migrate.plan.SessionRoleCatalog;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.Database;

/** A session that only looks at the history: one transaction, so that its settings strand on no other's behind a pooler. */
public final class LookingSession {
    private LookingSession() {}

    @FunctionalInterface
    public interface Work<T> {
        T on(HistoryStore history, SessionRole role, Connection connection) throws SQLException;
    }

    /**
     * @param settings where the history is
     * @throws PulseFailure when the login fails, the history's place is not clear, and what the work throws
     */
    public static <T> T with(Database database, String purpose, MigrationSettings settings, Work<T> work) {
        try (Connection connection = database.connectForScripts(purpose)) {
            connection.setAutoCommit(false);
            database.liftLimits(connection);
            SessionRole role = SessionRoleCatalog.read(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SessionSettings.forTransaction());
            }
            T result = work.on(HistoryStore.open(connection, role, settings), role, connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
