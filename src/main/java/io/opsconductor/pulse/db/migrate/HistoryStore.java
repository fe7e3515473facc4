package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** Reads what the database knows of migrations: Flyway's history, the Python runner's table, and our own log. */
final class HistoryStore {
    private final Connection connection;

    HistoryStore(Connection connection) {
        this.connection = connection;
    }

    /** Which of the three tables are there, and the schema that they belong in. */
    record Tables(boolean history, boolean runner, boolean log, String schema) {}

    /** @throws PulseFailure (usage) when the role may use no schema: it would see no history where there is one */
    Tables tables() throws SQLException {
        Tables tables = Query.first(
                        connection,
                        SqlFile.read("migrate/known_tables"),
                        row -> new Tables(
                                row.getBoolean("history"),
                                row.getBoolean("runner"),
                                row.getBoolean("log"),
                                row.getString("schema")))
                .orElseThrow();
        if (tables.schema() == null) {
            throw PulseFailure.usage(
                    "the role may use no schema of its search_path, and cannot see whether there is a history",
                    "grant it: GRANT USAGE ON SCHEMA public TO the role in DATABASE_URL");
        }
        return tables;
    }

    RecordedMigrations recorded() throws SQLException {
        Tables tables = tables();
        List<AppliedMigration> history = tables.history()
                ? Query.list(connection, SqlFile.read("migrate/history"), HistoryStore::applied)
                : List.of();
        Set<String> runnerScripts = tables.runner()
                ? Set.copyOf(Query.list(connection, SqlFile.read("migrate/runner_scripts"), row -> row.getString(1)))
                : Set.of();
        List<LoggedMigration> log =
                tables.log() ? Query.list(connection, SqlFile.read("migrate/log"), HistoryStore::logged) : List.of();
        boolean attempted = log.stream().anyMatch(entry -> entry.event() == MigrationEvent.BEGAN);
        return new RecordedMigrations(
                history, runnerScripts, log, attempted && MigrationLock.isHeldByAnother(connection));
    }

    /** Tables, views and sequences that are in the schema although no migration was ever recorded. */
    long foreignObjects() throws SQLException {
        return Query.first(connection, SqlFile.read("migrate/foreign_objects"), row -> row.getLong(1))
                .orElseThrow();
    }

    /** Indexes that a build outside a transaction left half-done, with their schema. */
    List<String> invalidIndexes() throws SQLException {
        return Query.list(connection, SqlFile.read("migrate/all_invalid_indexes"), row -> row.getString(1));
    }

    private static AppliedMigration applied(ResultSet row) throws SQLException {
        return new AppliedMigration(
                row.getString("version"),
                row.getString("description"),
                row.getString("script"),
                row.getString("type"),
                checksum(row),
                row.getTimestamp("applied_at").toInstant(),
                row.getInt("execution_time"),
                row.getBoolean("success"));
    }

    private static LoggedMigration logged(ResultSet row) throws SQLException {
        return new LoggedMigration(
                row.getString("version"),
                row.getString("script"),
                MigrationEvent.of(row.getString("event")),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                checksum(row),
                Optional.ofNullable(row.getString("digest")));
    }

    private static OptionalInt checksum(ResultSet row) throws SQLException {
        int checksum = row.getInt("checksum");
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(checksum);
    }
}
