package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** Reads and writes what the database knows of migrations: Flyway's history and the Python runner's table. */
final class HistoryStore {
    private final Connection connection;

    HistoryStore(Connection connection) {
        this.connection = connection;
    }

    /** Which of the two tables are there, and the schema that they belong in. */
    record Tables(boolean history, boolean runner, String schema) {}

    /** @throws PulseFailure (usage) when the role may use no schema: it would see no history where there is one */
    Tables tables() throws SQLException {
        Tables tables = Query.first(
                        connection,
                        SqlFile.read("migrate/known_tables"),
                        row -> new Tables(row.getBoolean("history"), row.getBoolean("runner"), row.getString("schema")))
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
        return new RecordedMigrations(history, runnerScripts);
    }

    /** Tables, views and sequences that are in the schema although no migration was ever recorded. */
    long foreignObjects() throws SQLException {
        return Query.first(connection, SqlFile.read("migrate/foreign_objects"), row -> row.getLong(1))
                .orElseThrow();
    }

    /** Makes the tables that are missing and takes over what the Python runner applied, all in one transaction. */
    void prepare(MigrationPlan plan) throws SQLException {
        Tables tables = tables();
        if (tables.history()
                && tables.runner()
                && plan.adopted().isEmpty()
                && plan.skipped().isEmpty()) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            if (!tables.history()) {
                statement.execute(SqlFile.read("migrate/create_history"));
            }
            if (!tables.runner()) {
                statement.execute(SqlFile.read("migrate/create_runner_table"));
            }
            for (MigrationFile file : plan.adopted()) {
                adopt(file);
            }
            for (MigrationFile file : plan.skipped()) {
                rememberSkipped(file);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void adopt(MigrationFile file) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SqlFile.read("migrate/adopt"))) {
            insert.setString(1, file.version().flyway());
            // As Flyway writes it, so that its own tools find nothing changed.
            insert.setString(2, file.description().replace('_', ' '));
            insert.setString(3, file.script());
            insert.setInt(4, file.checksum());
            insert.setString(5, file.script());
            insert.executeUpdate();
        }
    }

    private void rememberSkipped(MigrationFile file) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SqlFile.read("migrate/adopt_skipped"))) {
            insert.setString(1, file.version().flyway());
            insert.setString(2, file.script());
            insert.setInt(3, file.checksum());
            insert.executeUpdate();
        }
    }

    private static AppliedMigration applied(ResultSet row) throws SQLException {
        int checksum = row.getInt("checksum");
        return new AppliedMigration(
                row.getString("version"),
                row.getString("script"),
                row.getString("type"),
                row.wasNull() ? OptionalInt.empty() : OptionalInt.of(checksum),
                row.getTimestamp("applied_at").toInstant(),
                row.getInt("execution_time"),
                row.getBoolean("success"));
    }
}
