package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that are another application's, or take no writes: told in one line, and nothing is changed. */
class StrangeDatabaseIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.file("001_a.sql", "CREATE TABLE a (n int);");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flyway_schema_history | id int, name text                        | id, name",
                "pulse_migration_log   | line text                                | line"
            })
    void a_table_of_the_same_name_and_another_shape(String table, String columns, String told) throws SQLException {
        database.execute("CREATE TABLE " + table + " (" + columns + ")");
        List<String> before = relations();

        String message = "the table public." + table + " is another tool's";
        refused(run::migrate, message + ": its columns are " + told, "pulse.migrations.history-schema");
        refused(run::states, message, "pulse.migrations.history-schema");
        refused(() -> run.adopt("001"), message, "pulse.migrations.history-schema");
        assertThat(relations()).isEqualTo(before);
        run.historySchema("record").adopt("001");
        assertThat(Rows.of(database, "SELECT script FROM record.flyway_schema_history"))
                .containsExactly("001_a.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version varchar PRIMARY KEY", "version bigint PRIMARY KEY, dirty boolean"})
    void another_tools_table_under_the_runners_name_is_neither_read_nor_written(String columns) throws SQLException {
        database.execute("CREATE TABLE schema_migrations (" + columns + ")", "CREATE TABLE orders (n int)");
        refused(
                run::migrate,
                "no history says which migrations made them; another tool keeps its history in schema_migrations",
                "adopt --at");
        run.adopt("001");
        run.file("002_b.sql", "CREATE TABLE b (n int);").migrate();

        assertThat(run.states()).containsExactly("001_a.sql=applied", "002_b.sql=applied");
        assertThat(run.status().note())
                .isEqualTo("the table public.schema_migrations is another tool's, and is neither read nor written");
        assertThat(Rows.of(database, "SELECT version::text FROM schema_migrations"))
                .isEmpty();
    }

    @Test
    void the_table_of_golang_migrate_keeps_its_row() throws SQLException {
        database.execute(
                "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)",
                "INSERT INTO schema_migrations VALUES (17, false)",
                "CREATE TABLE a (n int)");
        run.file("002_more.sql", "CREATE TABLE more (n int);");

        assertThatThrownBy(run::migrate).hasMessageContaining("schema_migrations");
        run.adopt("001");
        run.migrate();

        assertThat(run.states()).containsExactly("001_a.sql=applied", "002_more.sql=applied");
        assertThat(Rows.of(database, "SELECT version || ' ' || dirty FROM schema_migrations"))
                .containsExactly("17 false");
    }

    @Test
    void the_record_of_another_application() throws SQLException {
        database.execute(
                "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)",
                "INSERT INTO schema_migrations VALUES ('007', '007_orders.sql'), ('008', '008_payments.sql')",
                "CREATE TABLE orders (n int)");
        List<String> before = relations();

        refused(
                run::migrate,
                "none of the 2 migrations in the history (007_orders.sql …) is in the folder",
                "point DATABASE_URL at the database of this folder");
        assertThat(relations()).isEqualTo(before);
    }

    @Test
    void tables_without_a_history_are_told_by_status_too_and_other_tools_are_named() throws SQLException {
        database.execute("CREATE TABLE orders (n int)", "CREATE TABLE alembic_version (version_num text)");

        refused(
                run::migrate,
                "no history says which migrations made them; another tool keeps its history in alembic_version",
                "adopt --at");
        assertThat(run.status().note())
                .contains("no history says which migrations made them", "migrate refuses to begin");
        assertThat(relations()).containsExactlyInAnyOrder("alembic_version", "orders");
    }

    @Test
    void a_database_that_is_read_only_for_the_role() throws SQLException {
        database.execute("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        refused(
                run::migrate,
                "is read-only for this role: default_transaction_read_only = on, set for database",
                "RESET");
        assertThat(run.states()).containsExactly("001_a.sql=pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing, pg_catalog", "pg_catalog", "missing", "pg_temp"})
    void a_path_in_which_nothing_can_be_made(String path) throws SQLException {
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = " + path);

        run.file("001_a.sql", "CREATE TABLE a (n int);");
        String refusal =
                "in no schema of its search_path may role postgres create anything, so the history has no place";
        refused(run::migrate, refusal, "SET search_path = public");
        refused(run::dryRun, refusal, "SET search_path = public");
        refused(() -> run.adopt("001"), refusal, "SET search_path = public");
        assertThat(run.states()).containsExactly("001_a.sql=pending");
    }

    @Test
    void a_read_only_replica() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase replica = server.createDatabase()) {
            server.stop();
            Path signal = Files.createFile(server.dataDirectory().resolve("standby.signal"));
            server.start();
            TestRun there = new TestRun(replica, run.folder());

            refused(there::migrate, "is a read-only replica", "at the primary");
            assertThat(there.states()).containsExactly("001_a.sql=pending");

            server.stop();
            Files.delete(signal);
            server.start();
            assertThat(there.migrate().applied()).hasSize(1);
        }
    }

    @Test
    void a_role_without_rights_on_the_history() throws SQLException {
        run.migrate();
        run.file("002_b.sql", "CREATE TABLE b (n int);");
        String role = database.name() + "_role";
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'geheim'",
                "GRANT ALL ON SCHEMA public TO " + role,
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
        try {
            int port = DevelopmentDatabases.shared().server().port();
            run.through("postgresql://" + role + ":geheim@127.0.0.1:" + port + "/" + database.name());
            assertThat(run.states()).containsExactly("001_a.sql=applied", "002_b.sql=pending");
            assertThatThrownBy(run::migrate)
                    .hasMessageContaining("role " + role + " may not write flyway_schema_history")
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                            .startsWith("GRANT INSERT, UPDATE, DELETE ON \"public\".\"flyway_schema_history\","));
            assertThat(Rows.exists(database, "b")).isFalse();
        } finally {
            database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    private static void refused(ThrowingCallable work, String message, String remedy) {
        assertThatThrownBy(work).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.getMessage()).contains(message);
            assertThat(failure.remedy()).contains(remedy);
        });
    }

    private List<String> relations() {
        return Rows.of(
                database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname");
    }
}
