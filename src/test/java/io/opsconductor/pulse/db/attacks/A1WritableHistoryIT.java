package io.opsconductor.pulse.db.attacks;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A1: the application's role was granted everything on all tables, as is common, and writes into the history of migrations: a
 * file that it records is never run, and one whose row it deletes is run again.
 */
@ProgramTest
class A1WritableHistoryIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();
    private static final List<String> TABLES =
            List.of("flyway_schema_history", "pulse_migration_log", "schema_migrations");
    private static final String DENIED = "42501";

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestRun run;
    private String owner;
    private String app;
    private String group;

    @BeforeEach
    void make() throws SQLException {
        database = SERVER.createDatabase();
        owner = database.name() + "_owner";
        app = database.name() + "_app";
        group = database.name() + "_group";
        database.execute(
                "CREATE ROLE " + owner + " LOGIN PASSWORD 'geheim'",
                "CREATE ROLE " + app + " LOGIN PASSWORD 'geheim'",
                "CREATE ROLE " + group,
                "GRANT " + group + " TO " + app,
                "ALTER DATABASE " + database.name() + " OWNER TO " + owner,
                "GRANT USAGE ON SCHEMA public TO " + app);
        run = new TestRun(database, folder).through(url(owner)).file("001_a.sql", "CREATE TABLE a (n int);");
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute(
                "REASSIGN OWNED BY " + owner + " TO CURRENT_USER",
                "DROP OWNED BY " + owner + " CASCADE",
                "DROP OWNED BY " + app + " CASCADE",
                "DROP OWNED BY " + group + " CASCADE",
                "DROP ROLE " + owner + ", " + app + ", " + group);
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$APP", "$GROUP", "PUBLIC", "$APP WITH GRANT OPTION"})
    void default_privileges_of_the_owner_do_not_reach_the_history(String to) throws Exception {
        as(owner, "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO " + named(to));
        run.migrate();

        assertClosed();
        forge();
        run.file("002_b.sql", "CREATE TABLE b (n int);");
        assertThat(run.migrate().applied()).hasSize(1);
        assertThat(run.told).noneMatch(told -> told.contains("write to"));
        as(app, "INSERT INTO public.a VALUES (1)");
        assertThat(schema().path("severity").asText()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO $APP;",
                "grant insert, update, delete on all tables in schema public to $GROUP;",
                "DO $$ BEGIN EXECUTE 'GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC'; END $$;",
                "GRANT INSERT (version), UPDATE (script) ON flyway_schema_history TO $APP WITH GRANT OPTION;",
                "GRANT TRUNCATE, TRIGGER, REFERENCES ON schema_migrations TO $APP;",
                "-- pulse:no-transaction: on purpose\nGRANT ALL ON ALL TABLES IN SCHEMA public TO $APP;"
            })
    void a_file_that_grants_on_all_tables_does_not_reach_it(String grants) throws Exception {
        run.file("002_g.sql", named(grants)).file("003_f.sql", "SELECT 1 / 0;");

        assertThatThrownBy(run::migrate).hasMessageContaining("division by zero");
        assertClosed();
        forge();
        assertThat(run.told)
                .anyMatch(told -> told.startsWith("warned 002_g.sql: ") && told.endsWith("; that right was revoked"));
    }

    @Test
    void what_was_granted_by_hand_is_a_critical_finding_whose_statements_end_it() throws Exception {
        run.migrate();
        as(
                owner,
                named("GRANT ALL ON flyway_schema_history, schema_migrations TO $APP"),
                "GRANT INSERT (event) ON pulse_migration_log TO PUBLIC");
        as(app, "DELETE FROM public.flyway_schema_history", "DELETE FROM public.schema_migrations");
        as(
                app,
                "INSERT INTO public.flyway_schema_history VALUES (1, '1', 'a', 'SQL', '001_a.sql', NULL, 'x', now(), 1, true)");

        JsonNode finding = schema();
        assertThat(finding.path("check").asText()).isEqualTo("schema.current");
        assertThat(finding.path("severity").asText()).isEqualTo("critical");
        assertThat(finding.path("message").asText())
                .contains(app, "every role", "may write to public.flyway_schema_history", "may be forged");
        assertThat(finding.path("remedyKind").asText()).isEqualTo("sql");
        assertThat(program().run("status").out()).contains("what is recorded there may be forged");

        as(owner, finding.path("remedy").asText());
        assertThat(schema().path("severity").asText()).isEqualTo("ok");
        assertClosed();
    }

    @Test
    void the_next_run_takes_it_away_and_says_so() throws Exception {
        run.migrate();
        as(owner, named("GRANT ALL ON flyway_schema_history, schema_migrations, pulse_migration_log TO $GROUP"));
        run.file("002_b.sql", "CREATE TABLE b (n int);").migrate();

        assertThat(run.told)
                .anyMatch(told ->
                        told.startsWith("warned role " + group + " could write to public.flyway_schema_history"));
        assertClosed();
    }

    @Test
    void a_row_that_is_being_written_meanwhile_counts_before_anything_is_read() throws Exception {
        run.migrate();
        as(owner, named("GRANT ALL ON flyway_schema_history TO $APP"));
        run.file("002_b.sql", "CREATE TABLE b (n int);");
        try (Connection attack = connect(app);
                Statement statement = attack.createStatement()) {
            attack.setAutoCommit(false);
            statement.execute("UPDATE public.flyway_schema_history SET checksum = 7");
            String pid = HostileOwner.one(
                    database,
                    "SELECT pid FROM pg_stat_activity WHERE usename = '" + app + "' AND state LIKE 'idle in%'");
            CompletableFuture<?> migrating = CompletableFuture.supplyAsync(run::migrate);
            await().until(() -> HostileOwner.one(
                            database,
                            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE " + pid
                                    + " = ANY (pg_blocking_pids(pid)))")
                    .equals("t"));
            attack.commit();
            assertThatThrownBy(() -> Patience.result(migrating)).hasMessageContaining("001_a.sql");
        }
        assertClosed();
    }

    @ParameterizedTest
    @CsvSource({"$OWNER, true", "$APP, false"})
    void a_right_that_a_trusted_role_passed_on_goes_and_its_own_stays(String trusts, boolean trusted) throws Exception {
        String middle = database.name() + "_middle";
        run.migrate();
        database.execute(
                "CREATE ROLE " + middle + " LOGIN PASSWORD 'geheim'", "GRANT " + middle + " TO " + named(trusts));
        try {
            as(owner, "GRANT USAGE ON SCHEMA public TO " + middle);
            as(owner, "GRANT INSERT ON flyway_schema_history TO " + middle + " WITH GRANT OPTION");
            as(middle, named("GRANT INSERT ON public.flyway_schema_history TO $APP"));
            run.migrate();

            assertClosed();
            assertThat(may(middle, "flyway_schema_history", "INSERT")).isEqualTo(trusted);
        } finally {
            database.execute("DROP OWNED BY " + middle, "DROP ROLE " + middle);
        }
    }

    @Test
    void the_history_of_another_runner_that_a_stranger_may_write_is_told_when_it_is_adopted() throws Exception {
        as(
                owner,
                "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)",
                named("GRANT ALL ON schema_migrations TO $APP"));
        as(app, "INSERT INTO public.schema_migrations VALUES ('001', '001_a.sql', now())");

        assertThat(schema().path("message").asText()).contains("may write to public.schema_migrations");
        run.migrate();
        assertThat(run.told)
                .contains("adopted 1")
                .anyMatch(told -> told.contains("could write to public.schema_migrations"));
        assertClosed();
    }

    @Test
    void what_the_role_may_not_revoke_is_told_with_the_statements() throws Exception {
        run.migrate();
        String deployer = database.name() + "_deployer";
        database.execute("CREATE ROLE " + deployer + " LOGIN PASSWORD 'geheim'");
        try {
            as(
                    owner,
                    named("GRANT ALL ON flyway_schema_history TO $APP"),
                    "GRANT USAGE, CREATE ON SCHEMA public TO " + deployer,
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON flyway_schema_history, pulse_migration_log,"
                            + " schema_migrations TO " + deployer);
            run.through(url(deployer)).file("002_b.sql", "CREATE TABLE b (n int);");

            assertThat(run.migrate().applied()).hasSize(1);
            assertThat(run.told)
                    .anyMatch(told -> told.contains("may be forged -> REVOKE") && told.contains(" FROM " + app));
        } finally {
            database.execute("DROP OWNED BY " + deployer + " CASCADE", "DROP ROLE " + deployer);
        }
    }

    private void forge() {
        for (String sql : List.of(
                "INSERT INTO public.flyway_schema_history VALUES (9, '2', 'b', 'SQL', '002_b.sql', NULL, 'x', now(), 1, true)",
                "INSERT INTO public.schema_migrations VALUES ('002', '002_b.sql', now())",
                "INSERT INTO public.pulse_migration_log (event, version, script) VALUES ('began', '2', '002_b.sql')",
                "DELETE FROM public.flyway_schema_history",
                "UPDATE public.flyway_schema_history SET version = '2'",
                "TRUNCATE public.flyway_schema_history")) {
            assertThatThrownBy(() -> as(app, sql))
                    .as(sql)
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo(DENIED));
        }
    }

    private void assertClosed() throws SQLException {
        for (String table : TABLES) {
            for (String right : List.of("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")) {
                assertThat(may(app, table, right)).as(right + " on " + table).isFalse();
            }
        }
    }

    private boolean may(String role, String table, String right) throws SQLException {
        String of = "('" + role + "', 'public." + table + "', '" + right + "')";
        boolean columns = List.of("INSERT", "UPDATE", "REFERENCES").contains(right);
        return HostileOwner.one(
                        database,
                        "SELECT has_table_privilege" + of + (columns ? " OR has_any_column_privilege" + of : ""))
                .equals("t");
    }

    private JsonNode schema() throws Exception {
        Outcome outcome = program().run("check", "schema", "--output=json");
        JsonNode findings = new ObjectMapper().readTree(outcome.out()).path("findings");
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.path("check").asText().equals("schema.current"))
                .findFirst()
                .orElseThrow();
    }

    private PulseDbProgram program() {
        return new PulseDbProgram().database(url(owner)).with("PULSE_MIGRATIONS_DIRECTORY", folder.toString());
    }

    private String url(String role) {
        return "postgresql://" + role + ":geheim@" + SERVER.host() + ":" + SERVER.port() + "/" + database.name();
    }

    private String named(String sql) {
        return sql.replace("$APP", app).replace("$GROUP", group).replace("$OWNER", owner);
    }

    private Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(SERVER.jdbcUrl(database.name()).replaceAll("\\?.*", ""), role, "geheim");
    }

    private void as(String role, String... statements) throws SQLException {
        try (Connection connection = connect(role);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
