package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
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
        Tables tables = tables("migrate/known_tables");
        if (tables.schema() == null) {
            throw PulseFailure.usage(
                    "the role may use no schema of its search_path, and cannot see whether there is a history",
                    "grant it: GRANT USAGE ON SCHEMA public TO the role in DATABASE_URL");
        }
        return tables;
    }

    private Tables tables(String query) throws SQLException {
        return Query.first(
                        connection,
                        SqlFile.read(query),
                        row -> new Tables(
                                row.getBoolean("history"),
                                row.getBoolean("runner"),
                                row.getBoolean("log"),
                                row.getString("schema")))
                .orElseThrow();
    }

    /** @throws PulseFailure (usage) when one of the tables is another tool's */
    RecordedMigrations recorded() throws SQLException {
        Tables tables = tables();
        List<AppliedMigration> history =
                read(tables.history(), "flyway_schema_history", "migrate/history", HistoryStore::applied);
        Set<String> runnerScripts = runnerScripts(tables.runner());
        List<LoggedMigration> log = read(tables.log(), "pulse_migration_log", "migrate/log", HistoryStore::logged);
        boolean attempted = log.stream().anyMatch(entry -> entry.event() == MigrationEvent.BEGAN);
        return new RecordedMigrations(
                history, runnerScripts, log, attempted && MigrationLock.isHeldByAnother(connection));
    }

    /**
     * What a role sees that may only look, as that of a service: of history and Python runner's table, those that it may
     * read. Empty when it may read neither of those that are there.
     */
    Optional<RecordedMigrations> readable() throws SQLException {
        Tables there = tables("migrate/known_tables");
        Tables readable = tables("migrate/readable_tables");
        boolean blind = there.schema() == null
                || (there.history() || there.runner()) && !readable.history() && !readable.runner();
        return blind
                ? Optional.empty()
                : Optional.of(new RecordedMigrations(
                        read(readable.history(), "flyway_schema_history", "migrate/history", HistoryStore::applied),
                        runnerScripts(readable.runner())));
    }

    /** The same in a session of its own. */
    static Optional<RecordedMigrations> readable(Database database) {
        try (Connection connection = database.connectAsRole("await")) {
            return new HistoryStore(connection).readable();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private Set<String> runnerScripts(boolean there) throws SQLException {
        return Set.copyOf(read(there, "schema_migrations", "migrate/runner_scripts", row -> row.getString(1)));
    }

    /** Many tools keep a table of these names, each with columns of its own. */
    private <T> List<T> read(boolean there, String table, String query, Query.RowMapper<T> mapper) throws SQLException {
        try {
            return there ? Query.list(connection, SqlFile.read(query), mapper) : List.of();
        } catch (SQLException e) {
            if (e.getSQLState() == null
                    || !e.getSQLState().startsWith("42")
                    || e.getSQLState().equals("42501")) {
                throw e;
            }
            String columns = Query.first(connection, SqlFile.read("migrate/columns"), row -> row.getString(1), table)
                    .orElseThrow();
            throw PulseFailure.usage(
                    "the table " + table + " is another tool's: its columns are " + columns,
                    "point DATABASE_URL at Pulse's database; if that tool made Pulse's own schema, rename its table,"
                            + " and then pulse-db adopt --at=VERSION");
        }
    }

    /** Another tool's record of migrations, where there is one; empty for none. */
    String otherTools() throws SQLException {
        return Query.first(connection, SqlFile.read("migrate/other_tools"), row -> row.getString(1))
                .orElseThrow();
    }

    /** Tables, views and sequences that are in the schema although no migration was ever recorded. */
    long foreignObjects() throws SQLException {
        return Query.first(connection, SqlFile.read("migrate/foreign_objects"), row -> row.getLong(1))
                .orElseThrow();
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
