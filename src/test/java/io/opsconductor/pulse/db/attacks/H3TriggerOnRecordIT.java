package io.opsconductor.pulse.db.attacks;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.TestRun;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Last pass, H3: a role with TRIGGER on the tables in which migrations are recorded attaches its trigger after they were looked
 * at, so that the next row of ours runs it as us.
 */
class H3TriggerOnRecordIT {
    @Postgres
    private TestDatabase database;

    @TempDir
    Path folder;

    private TestRun run;
    private String mallory;

    @BeforeEach
    void grant() throws SQLException {
        run = new TestRun(database, folder).lockTimeout(Patience.LIMIT, 0);
        run.file("001_t.sql", "CREATE TABLE t AS SELECT 1 AS n;").migrate();
        mallory = database.name() + "_mallory";
        database.execute(
                "CREATE ROLE " + mallory,
                "CREATE SCHEMA mal AUTHORIZATION " + mallory,
                "GRANT USAGE ON SCHEMA public TO " + mallory,
                "GRANT TRIGGER ON flyway_schema_history, pulse_migration_log, schema_migrations TO " + mallory,
                "SET ROLE " + mallory,
                "CREATE SEQUENCE mal.ran",
                "CREATE FUNCTION mal.pays() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM nextval(''mal.ran''); RETURN NEW; END'");
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway_schema_history", "pulse_migration_log", "schema_migrations"})
    void a_trigger_that_comes_while_a_file_begins_is_never_run(String table) throws Exception {
        run.file("002_b.sql", "CREATE TABLE b (n int);");

        assertThatThrownBy(() -> during(table, run::migrate)).hasMessageContaining("attached a trigger or a rule to");

        assertThat(isRun()).isFalse();
        try (Connection look = database.connect()) {
            assertThat(one(look, "SELECT to_regclass('public.b')"))
                    .as("rolled back")
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway_schema_history", "pulse_migration_log", "schema_migrations"})
    void none_can_come_while_a_file_runs(String table) throws Exception {
        run.file("002_b.sql", "INSERT INTO t VALUES (2);");
        try (Connection application = database.connect();
                Statement statement = application.createStatement();
                Connection attack = database.connect()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            CompletableFuture<?> migrating = CompletableFuture.supplyAsync(run::migrate);
            awaitBlocked(application);
            CompletableFuture<Void> attacking = CompletableFuture.runAsync(() -> attach(attack, table));
            awaitRow("SELECT FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0 AND datname ="
                    + " current_database() AND query LIKE 'CREATE TRIGGER%'");
            application.rollback();
            Patience.result(migrating);
            Patience.result(attacking);
        }
        assertThat(isRun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway_schema_history", "pulse_migration_log", "schema_migrations"})
    void one_that_comes_while_a_file_runs_outside_a_transaction_is_never_run(String table) throws Exception {
        run.file("002_i.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);");
        try (Connection application = database.connect();
                Statement statement = application.createStatement();
                Connection attack = database.connect()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            CompletableFuture<?> migrating = CompletableFuture.supplyAsync(run::migrate);
            awaitBlocked(application);
            attach(attack, table);
            application.rollback();
            assertThatThrownBy(() -> Patience.result(migrating)).hasMessageContaining("trigger");
        }
        assertThat(isRun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway_schema_history", "pulse_migration_log"})
    void repair_runs_none(String table) throws Exception {
        run.file("001_t.sql", "CREATE TABLE t AS SELECT 1 AS n; -- changed");

        assertThatThrownBy(() -> during(table, () -> run.repair(RepairAction.ACCEPT_CHANGED, "001")))
                .hasMessageContaining("the history of migrations is not believed");

        assertThat(isRun()).isFalse();
    }

    @Test
    void rebuilding_an_index_runs_none() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t VALUES (1)");
            assertThatThrownBy(() -> statement.execute("CREATE UNIQUE INDEX CONCURRENTLY t_n ON t (n)"))
                    .isInstanceOf(SQLException.class);
        }

        assertThatThrownBy(() -> during("pulse_migration_log", run::rebuildIndexes))
                .hasMessageContaining("the history of migrations is not believed");

        assertThat(isRun()).isFalse();
    }

    /** The trigger is not seen by the look, and there when the first row is to be written. */
    private void during(String table, Supplier<?> work) throws Exception {
        try (Connection attack = database.connect()) {
            attack.setAutoCommit(false);
            attach(attack, table);
            CompletableFuture<?> working = CompletableFuture.supplyAsync(work);
            awaitBlocked(attack);
            attack.commit();
            Patience.result(working);
        }
    }

    private void attach(Connection attack, String table) {
        try (Statement statement = attack.createStatement()) {
            statement.execute("SET ROLE " + mallory);
            statement.execute(
                    "CREATE TRIGGER pays BEFORE INSERT OR UPDATE ON public." + table + " EXECUTE FUNCTION mal.pays()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until another session waits for what this one holds. */
    private void awaitBlocked(Connection by) throws SQLException {
        String pid = one(by, "SELECT pg_backend_pid()");
        awaitRow("SELECT FROM pg_stat_activity WHERE " + pid + " = ANY (pg_blocking_pids(pid))");
    }

    private void awaitRow(String sql) throws SQLException {
        try (Connection look = database.connect()) {
            await().until(() -> one(look, "SELECT EXISTS (" + sql + ")").equals("t"));
        }
    }

    private boolean isRun() throws SQLException {
        try (Connection look = database.connect()) {
            return one(look, "SELECT is_called FROM mal.ran").equals("t");
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
