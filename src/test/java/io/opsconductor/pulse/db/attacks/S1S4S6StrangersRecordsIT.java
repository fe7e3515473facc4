package io.opsconductor.pulse.db.attacks;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.Rows;
import io.opsconductor.pulse.db.migrate.TestRun;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.MaintenanceLog;
import io.opsconductor.pulse.db.postgres.SchemaVersionCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Second pass, S1, S4 and S6: a table that we know by its name is harmless when we look, and its owner or the owner of its schema
 * makes something else of it while our statement waits for it.
 */
class S1S4S6StrangersRecordsIT {
    private static final String RUNNERS = "(version text, filename text, applied_at timestamptz)";
    private static final String LOGS = "(job_name text, started_at timestamptz, completed_at timestamptz,"
            + " rows_affected bigint, status text, error_message text, details jsonb)";

    @Postgres
    private TestDatabase database;

    @TempDir
    Path folder;

    private String mallory;

    @BeforeEach
    void make() throws SQLException {
        mallory = database.name() + "_mallory";
        database.execute(
                "CREATE ROLE " + mallory,
                "CREATE SCHEMA mal AUTHORIZATION " + mallory,
                "CREATE SCHEMA evil AUTHORIZATION " + mallory,
                "SET ROLE " + mallory,
                "CREATE SEQUENCE evil.ran",
                "CREATE FUNCTION evil.pays() RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                        + " $$ BEGIN IF current_user <> '" + mallory
                        + "' THEN PERFORM nextval('evil.ran'); END IF; RETURN 1; END $$");
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
    }

    @Test
    void the_schemas_version_is_not_read_of_a_table_that_its_owner_may_change_meanwhile() throws Exception {
        database.execute(
                "SET ROLE " + mallory,
                "CREATE TABLE mal.schema_migrations " + RUNNERS,
                "INSERT INTO mal.schema_migrations VALUES ('7', 'f', now())");

        Optional<String> version = meanwhile(
                this::version,
                "LOCK TABLE mal.schema_migrations",
                "CREATE INDEX ON mal.schema_migrations ((evil.pays() + length(version)))");

        assertThat(version).isEmpty();
        assertNotRun();
        try (Connection connection = database.connect()) {
            assertThat(SchemaVersionCatalog.doubt(connection))
                    .get()
                    .asString()
                    .contains("mal.schema_migrations is not believed: ", "make this role a member of \"" + mallory);
        }
    }

    @Test
    void nor_of_a_trusted_roles_table_in_a_schema_of_hers() throws Exception {
        database.execute(
                "CREATE TABLE mal.schema_migrations " + RUNNERS,
                "INSERT INTO mal.schema_migrations VALUES ('7', 'f', now())");

        Optional<String> version = meanwhile(
                this::version,
                "DROP TABLE mal.schema_migrations",
                "CREATE VIEW mal.schema_migrations AS SELECT evil.pays()::text AS version, 'f' AS filename");

        assertThat(version).isEmpty();
        assertNotRun();
    }

    @Test
    void a_trusted_roles_table_beside_hers_tells_the_version() throws Exception {
        database.execute(
                "SET ROLE " + mallory,
                "CREATE TABLE mal.schema_migrations " + RUNNERS,
                "INSERT INTO mal.schema_migrations VALUES ('7', 'f', now())",
                "RESET ROLE",
                "CREATE SCHEMA ours",
                "CREATE TABLE ours.schema_migrations " + RUNNERS,
                "INSERT INTO ours.schema_migrations VALUES ('8', 'f', now())");

        assertThat(meanwhile(
                        this::version,
                        "LOCK TABLE mal.schema_migrations",
                        "CREATE INDEX ON mal.schema_migrations ((evil.pays() + length(version)))"))
                .contains("8");
        assertNotRun();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothing_is_written_to_a_maintenance_log_of_hers_or_in_her_schema(boolean hers) throws Exception {
        database.execute("CREATE TABLE mal.maintenance_log " + LOGS);
        if (hers) {
            database.execute("ALTER TABLE mal.maintenance_log OWNER TO " + mallory);
        }

        Optional<PulseFailure> refused = meanwhile(
                this::write,
                "DROP TABLE mal.maintenance_log",
                "CREATE TABLE mal.maintenance_log " + LOGS,
                "ALTER TABLE mal.maintenance_log ADD CHECK (evil.pays() > 0)");

        assertThat(refused).get().satisfies(failure -> assertThat(failure)
                .hasMessageContaining(hers ? "it belongs to role " + mallory : "it is in a schema of role " + mallory));
        assertThat(refused.orElseThrow().remedy())
                .contains("member of \"" + mallory, hers ? "ALTER TABLE" : "ALTER SCHEMA \"mal\" OWNER TO");
        assertNotRun();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway_schema_history", "pulse_migration_log", "schema_migrations"})
    void status_reads_no_history_in_a_schema_of_hers(String table) throws Exception {
        TestRun run = recordedInHerSchema();

        refused(run, () -> meanwhile(run::states, "DROP TABLE mal." + table + " CASCADE", view(table)));
    }

    @Test
    void repair_writes_to_none() throws Exception {
        TestRun run = recordedInHerSchema().file("001_t.sql", "CREATE TABLE public.t (n bigint);");

        refused(
                run,
                () -> meanwhile(
                        () -> run.repair(RepairAction.ACCEPT_CHANGED, "001"),
                        "DROP TABLE mal.flyway_schema_history",
                        view("flyway_schema_history")));
    }

    @Test
    void to_name_that_schema_trusts_the_owner_of_the_tables_and_not_another() throws Exception {
        TestRun run = recordedInHerSchema().historySchema("mal");

        refused(run, run::states);
        database.execute(
                "ALTER TABLE mal.flyway_schema_history OWNER TO " + mallory,
                "ALTER TABLE mal.pulse_migration_log OWNER TO " + mallory,
                "ALTER TABLE mal.schema_migrations OWNER TO " + mallory);
        assertThat(run.states()).containsExactly("001_t.sql=applied");
    }

    @Test
    void the_cure_that_is_told_makes_the_history_believed() throws Exception {
        TestRun run = recordedInHerSchema();

        assertThatThrownBy(run::states)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                        .isEqualTo("ALTER SCHEMA \"mal\" OWNER TO \"postgres\";"));
        database.execute("ALTER SCHEMA mal OWNER TO postgres");
        assertThat(run.states()).containsExactly("001_t.sql=applied");
    }

    @Test
    void none_is_begun_in_a_schema_of_hers() {
        TestRun run = new TestRun(database, folder).historySchema("mal").file("001_t.sql", "CREATE TABLE t (n int);");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("migrations are not recorded in schema mal, which belongs to role " + mallory);
        assertThat(Rows.of(database, "SELECT tablename FROM pg_tables WHERE schemaname IN ('mal', 'public')"))
                .isEmpty();
    }

    private TestRun recordedInHerSchema() throws SQLException {
        database.execute("ALTER SCHEMA mal OWNER TO CURRENT_USER");
        new TestRun(database, folder)
                .historySchema("mal")
                .file("001_t.sql", "CREATE TABLE public.t (n int);")
                .migrate();
        database.execute("ALTER SCHEMA mal OWNER TO " + mallory);
        return new TestRun(database, folder);
    }

    private void refused(TestRun run, Callable<?> attack) throws SQLException {
        assertThatThrownBy(attack::call)
                .hasMessageContaining("the history of migrations is not believed")
                .hasMessageContaining("is in a schema of role " + mallory);
        assertNotRun();
    }

    private static String view(String table) {
        return "CREATE VIEW mal." + table + " AS SELECT evil.pays()::text AS version, 'd' AS description,"
                + " '001_t.sql' AS script, 'SQL' AS type, 1 AS checksum, now() AS installed_on, 1 AS execution_time,"
                + " true AS success, 1 AS installed_rank, '001_t.sql' AS filename, 1 AS id, now() AS at, 'x' AS actor,"
                + " 'applied' AS event, 'x' AS digest";
    }

    private Optional<String> version() throws SQLException {
        try (Connection connection = database.connect()) {
            return SchemaVersionCatalog.read(connection);
        }
    }

    private Optional<PulseFailure> write() {
        try (Database main = new Database(DatabaseUrl.parse(database.url()))) {
            return MaintenanceLog.write(
                    main, new MaintenanceLog.Entry("attack", Instant.EPOCH, 0, Optional.empty(), "{}"));
        }
    }

    /**
     * @param work what we do
     * @param lock what the attack holds when it begins
     * @param attack what the attack does once it is waited for, if ever
     */
    private <T> T meanwhile(Callable<T> work, String lock, String... attack) throws Exception {
        try (Connection session = database.connect();
                var statement = session.createStatement()) {
            statement.execute("SET ROLE " + mallory);
            session.setAutoCommit(false);
            statement.execute(lock);
            CompletableFuture<T> working = CompletableFuture.supplyAsync(() -> {
                try {
                    return work.call();
                } catch (PulseFailure failure) {
                    throw failure;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> working.isDone() || isWaitedFor(session));
            for (String sql : attack) {
                statement.execute(sql);
            }
            session.commit();
            return Patience.result(working);
        }
    }

    private boolean isWaitedFor(Connection session) throws SQLException {
        return Query.first(
                        session,
                        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)))",
                        row -> row.getBoolean(1))
                .orElseThrow();
    }

    private void assertNotRun() throws SQLException {
        try (Connection look = database.connect()) {
            assertThat(Query.first(look, "SELECT is_called FROM evil.ran", row -> row.getBoolean(1)))
                    .as("ran as us")
                    .contains(false);
        }
    }
}
