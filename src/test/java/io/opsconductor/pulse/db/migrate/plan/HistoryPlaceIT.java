package io.opsconductor.pulse.db.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.Rows;
import io.opsconductor.pulse.db.migrate.TestRun;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One history in a database, which every role finds, whatever its search path. */
class HistoryPlaceIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestRun run;
    private String plant;
    private String second;

    @BeforeEach
    void open() throws SQLException {
        database = SERVER.createDatabase();
        plant = database.name() + "_plant";
        second = database.name() + "_second";
        database.execute(
                "CREATE ROLE " + plant + " LOGIN PASSWORD 'geheim'",
                "CREATE ROLE " + second + " LOGIN PASSWORD 'geheim'",
                "ALTER DATABASE " + database.name() + " OWNER TO " + plant);
        run = new TestRun(database, folder)
                .through(url(plant))
                .file(
                        "001_base.sql",
                        "CREATE SCHEMA " + plant + ";",
                        "CREATE TABLE " + plant + ".site (n int);",
                        "INSERT INTO " + plant + ".site VALUES (1);");
    }

    @AfterEach
    void close() throws SQLException {
        String roles = plant + ", " + second;
        database.execute(
                "REASSIGN OWNED BY " + roles + " TO CURRENT_USER", "DROP OWNED BY " + roles, "DROP ROLE " + roles);
        database.close();
    }

    @Test
    void a_schema_named_as_the_role_that_the_first_file_makes_does_not_hide_the_history() {
        run.migrate();
        assertThat(schemas()).containsExactly("public");

        run.file("002_more.sql", "CREATE TABLE more (n int);").migrate();
        assertThat(run.migrate().applied()).isEmpty();
        assertThat(run.states()).containsExactly("001_base.sql=applied", "002_more.sql=applied");
        assertThat(schemas()).containsExactly("public");
        assertThat(Rows.of(database, "SELECT schemaname FROM pg_tables WHERE tablename = 'more'"))
                .as("files create where psql would create")
                .containsExactly(plant);
    }

    @Test
    void only_pulses_own_database_gets_the_table_of_its_former_runner() {
        run.stranger().migrate();
        run.file("002_more.sql", "CREATE TABLE more (n int);").migrate();

        assertThat(Rows.of(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
                .containsExactly("flyway_schema_history", "pulse_migration_log");
        assertThat(run.states()).containsExactly("001_base.sql=applied", "002_more.sql=applied");
        assertThat(run.migrate().applied()).isEmpty();
    }

    @Test
    void where_that_table_is_it_is_kept_whatever_the_profile() {
        run.migrate();
        run.stranger().file("002_more.sql", "CREATE TABLE more (n int);").migrate();

        assertThat(Rows.runner(database)).containsExactly("001 001_base.sql", "002 002_more.sql");
    }

    @Test
    void what_is_adopted_or_repaired_makes_no_such_table_either() throws SQLException {
        database.execute("CREATE TABLE made_by_hand (n int)");
        run.stranger().file("002_more.sql", "CREATE TABLE more (n int);").adopt("001");
        run.file("003_index.sql", "CREATE INDEX CONCURRENTLY i ON public.missing (n);");
        assertThatThrownBy(run::migrate).hasMessageContaining("003_index.sql");
        run.repair(RepairAction.MARK_APPLIED, "003");

        assertThat(run.states())
                .containsExactly("001_base.sql=applied", "002_more.sql=applied", "003_index.sql=applied");
        assertThat(Rows.of(database, "SELECT schemaname FROM pg_tables WHERE tablename = 'schema_migrations'"))
                .isEmpty();
    }

    @Test
    void a_second_role_applies_nothing_again() throws SQLException {
        run.migrate();
        database.execute("GRANT CREATE ON SCHEMA public TO " + second);
        TestRun again = new TestRun(database, folder).through(url(second));

        refused(again::migrate, "role " + second + " may not read flyway_schema_history", "GRANT SELECT ON");
        refused(again::states, "role " + second + " may not read flyway_schema_history", "GRANT SELECT ON");
        database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + second);
        assertThat(again.states()).containsExactly("001_base.sql=applied");
        assertThat(again.migrate().applied()).isEmpty();
        assertThat(Rows.of(database, "SELECT n::text FROM " + plant + ".site")).containsExactly("1");
    }

    @Test
    void a_role_that_may_not_use_the_schema_is_told_the_right_that_it_lacks() throws SQLException {
        run.historySchema("record").migrate();
        database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA record TO " + second);
        TestRun again = new TestRun(database, folder).through(url(second));

        refused(
                again::states,
                "the history of migrations is in schema record, and role " + second + " may not use that schema",
                "GRANT USAGE ON SCHEMA \"record\" TO \"" + second + "\";");
        database.execute("GRANT USAGE ON SCHEMA record TO " + second);
        assertThat(again.states()).containsExactly("001_base.sql=applied");
    }

    @Test
    void a_new_history_goes_where_the_configuration_says_and_is_found_without_it() {
        run.historySchema("record").migrate();
        assertThat(Rows.of(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'record' ORDER BY 1"))
                .containsExactly("flyway_schema_history", "pulse_migration_log", "schema_migrations");

        TestRun plain = new TestRun(database, folder).through(url(plant));
        plain.file("002_more.sql", "CREATE TABLE more (n int);").migrate();
        assertThat(schemas()).containsExactly("record");
        refused(
                plain.historySchema("elsewhere")::migrate,
                "the history of this database is in schema record, not in elsewhere",
                "pulse.migrations.history-schema=record");
    }

    @Test
    void several_histories_are_refused_with_their_names_until_one_is_chosen() throws SQLException {
        run.migrate();
        database.execute(
                "CREATE SCHEMA billing",
                "CREATE TABLE billing.flyway_schema_history (LIKE public.flyway_schema_history)",
                "ALTER TABLE billing.flyway_schema_history OWNER TO " + plant);

        refused(run::migrate, "2 histories of migrations, in the schemas billing, public", "history-schema=SCHEMA");
        refused(run::states, "2 histories of migrations, in the schemas billing, public", "history-schema=SCHEMA");
        assertThat(run.historySchema("public").states()).containsExactly("001_base.sql=applied");
    }

    @Test
    void tables_that_were_moved_to_another_schema_are_found_there() throws SQLException {
        run.migrate();
        database.execute("CREATE SCHEMA record AUTHORIZATION " + plant);
        for (String table : new String[] {"flyway_schema_history", "pulse_migration_log", "schema_migrations"}) {
            database.execute("ALTER TABLE public." + table + " SET SCHEMA record");
        }

        run.file("002_more.sql", "CREATE TABLE more (n int);").migrate();
        assertThat(Rows.of(database, "SELECT script FROM record.flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("001_base.sql", "002_more.sql");
    }

    private List<String> schemas() {
        return Rows.of(database, "SELECT schemaname FROM pg_tables WHERE tablename = 'flyway_schema_history'");
    }

    private String url(String role) {
        return "postgresql://" + role + ":geheim@127.0.0.1:" + SERVER.port() + "/" + database.name();
    }

    private static void refused(ThrowingCallable work, String message, String remedy) {
        assertThatThrownBy(work).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.getMessage()).contains(message);
            assertThat(failure.remedy()).contains(remedy);
        });
    }
}
