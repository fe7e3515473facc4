package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.migrate.plan.MigrationLock;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.extensibility.AppliedMigration;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.database.base.Schema;
import org.flywaydb.core.internal.database.base.Table;
import org.flywaydb.core.internal.jdbc.JdbcConnectionFactory;
import org.flywaydb.core.internal.jdbc.JdbcTemplate;
import org.flywaydb.core.internal.jdbc.RowMapper;
import org.flywaydb.core.internal.jdbc.StatementInterceptor;
import org.flywaydb.core.internal.schemahistory.BaseAppliedMigration;
import org.flywaydb.database.postgresql.PostgreSQLConnection;
import org.flywaydb.database.postgresql.PostgreSQLDatabase;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.flywaydb.database.postgresql.PostgreSQLSchema;
import org.flywaydb.database.postgresql.PostgreSQLTable;

/**
 * Flyway's PostgreSQL without what this room does itself: the lock ({@link MigrationLock}), and putting role and
 * search_path back between files ({@link SessionSettings}, {@link FlywayEvents}). Of some twenty round trips that Flyway
 * makes around every file, most go. Found by Flyway as a plugin, ahead of its own type.
 */
public final class ReducedPostgresDatabaseType extends PostgreSQLDatabaseType {

    @Override
    public int getPriority() {
        return super.getPriority() + 1;
    }

    @Override
    public Database<?> createDatabase(
            Configuration configuration, JdbcConnectionFactory connections, StatementInterceptor interceptor) {
        return new ReducedDatabase(configuration, connections, interceptor);
    }

    private static final class ReducedDatabase extends PostgreSQLDatabase {
        private final Optional<FlywayMigrations> ours;
        private String select;
        private String insert;

        ReducedDatabase(
                Configuration configuration, JdbcConnectionFactory connections, StatementInterceptor interceptor) {
            super(configuration, connections, interceptor);
            ours = Arrays.stream(configuration.getResolvers())
                    .filter(FlywayMigrations.class::isInstance)
                    .map(FlywayMigrations.class::cast)
                    .findFirst();
        }

        @Override
        protected PostgreSQLConnection doGetConnection(java.sql.Connection connection) {
            return new ReducedConnection(this, connection);
        }

        /**
         * The newest row is enough: it gives the next one its rank, and what is pending was decided before. Flyway reads
         * all rows twice a file otherwise, and compares each with each.
         */
        @Override
        @SuppressWarnings("rawtypes")
        public String getSelectStatement(Table table) {
            if (select == null) {
                select = super.getSelectStatement(table) + (ours.isPresent() ? " DESC LIMIT 1" : "");
            }
            return select;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public String getInsertStatement(Table table) {
            if (insert == null) {
                insert = super.getInsertStatement(table);
            }
            return insert;
        }
    }

    private static final class ReducedConnection extends PostgreSQLConnection {
        ReducedConnection(ReducedDatabase database, java.sql.Connection connection) {
            super(database, connection);
            if (database.ours.isPresent()) {
                jdbcTemplate = new RememberedHistory(connection, database);
            }
        }

        /** The whole run is under our own lock already. */
        @Override
        @SuppressWarnings("rawtypes")
        public <T> T lock(Table table, Callable<T> work) {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected void doRestoreOriginalState() {
            // Done once a file, in FlywayEvents.
        }

        @Override
        public PostgreSQLSchema getSchema(String name) {
            return new ReducedSchema(jdbcTemplate, database, name);
        }

        /** Files run in the search_path that the role has, as under psql. */
        @Override
        @SuppressWarnings("rawtypes")
        public void changeCurrentSchemaTo(Schema schema) {
            // Nothing to change.
        }
    }

    /**
     * Flyway reads the history's newest row twice around every file. No other session writes rows while it holds
     * the lock, so the one that it wrote last is the newest, which need not be read back. A row that is rolled back ends
     * Flyway's run, and this memory with it.
     */
    private static final class RememberedHistory extends JdbcTemplate {
        private final ReducedDatabase database;
        private AppliedMigration newest;

        RememberedHistory(java.sql.Connection connection, ReducedDatabase database) {
            super(connection, database.getDatabaseType());
            this.database = database;
        }

        @Override
        public void update(String sql, Object... values) throws SQLException {
            if (!sql.equals(database.insert)) {
                super.update(sql, values);
                return;
            }
            database.ours.orElseThrow().writeRow(() -> super.update(sql, values));
            newest = row(values);
        }

        /** In the order of Flyway's insert. */
        private static AppliedMigration row(Object... values) {
            return new BaseAppliedMigration(
                    (Integer) values[0],
                    MigrationVersion.fromVersion((String) values[1]),
                    (String) values[2],
                    (String) values[3],
                    (String) values[4],
                    (Integer) values[5],
                    null,
                    (String) values[6],
                    (Integer) values[7],
                    (Boolean) values[8]);
        }

        /** @param values of the history's select: the rank behind which rows are wanted */
        @Override
        @SuppressWarnings("unchecked")
        public <T> List<T> query(String sql, RowMapper<? extends T> mapper, Object... values) throws SQLException {
            if (newest == null || !sql.equals(database.select)) {
                return super.query(sql, mapper, values);
            }
            return newest.getInstalledRank() > (Integer) values[0] ? List.of((T) newest) : List.of();
        }
    }

    private static final class ReducedSchema extends PostgreSQLSchema {
        ReducedSchema(JdbcTemplate jdbcTemplate, PostgreSQLDatabase database, String name) {
            super(jdbcTemplate, database, name);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Table getTable(String tableName) {
            return new ReducedTable(jdbcTemplate, database, this, tableName);
        }
    }

    private static final class ReducedTable extends PostgreSQLTable {
        private boolean there;

        ReducedTable(JdbcTemplate jdbcTemplate, PostgreSQLDatabase database, PostgreSQLSchema schema, String name) {
            super(jdbcTemplate, database, schema, name);
        }

        /** Once there, a table is not looked for again: no session drops the history while a run holds the lock. */
        @Override
        protected boolean doExists() throws SQLException {
            there = there || super.doExists();
            return there;
        }
    }
}
