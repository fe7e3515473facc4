package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/**
 * A transaction of another session, for which a statement waits or will wait.
 *
 * @param application what the session calls itself; empty where this role may not see it
 * @param state such as {@code idle in transaction}; empty where this role may not see it
 * @param open how long it has been open; empty where this role may not see it
 */
record OpenTransaction(
        int pid, String role, Optional<String> application, Optional<String> state, Optional<Duration> open) {

    /** The oldest of the database. */
    static Optional<OpenTransaction> oldest(Connection second, int backend) throws SQLException {
        return Query.first(second, SqlFile.read("migrate/oldest_transaction"), OpenTransaction::of, backend);
    }

    /** One that the session waits for. */
    static Optional<OpenTransaction> blocking(Connection second, int backend) throws SQLException {
        return Query.first(second, SqlFile.read("migrate/blockers"), OpenTransaction::of, backend);
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

    /** For people. */
    String text() {
        return application.map(name -> "'" + name + "', ").orElse("")
                + "role " + role + " (server pid " + pid
                + state.map(known -> ", " + known).orElse("")
                + open.map(known -> ", open for " + Durations.text(known)).orElse("") + ")";
    }
}
