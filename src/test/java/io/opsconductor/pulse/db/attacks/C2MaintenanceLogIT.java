package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.MaintenanceLog;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Review, C2: a table that is called as Pulse's log, with code of its owner's that a row would run as us. */
class C2MaintenanceLogIT {
    private static final String COLUMNS = "(job_name text, started_at timestamptz, completed_at timestamptz,"
            + " rows_affected bigint, status text, error_message text, details jsonb)";

    private static final String SUPERUSER =
            DevelopmentDatabases.shared().server().superuser();

    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();

    private final String attacker = "attacker_of_" + database.name();

    @BeforeEach
    void make() throws SQLException {
        database.execute(
                "CREATE ROLE " + attacker,
                "CREATE SCHEMA postgres AUTHORIZATION " + attacker,
                "CREATE TABLE postgres.maintenance_log " + COLUMNS,
                "ALTER TABLE postgres.maintenance_log OWNER TO " + attacker,
                "CREATE TABLE ran_as (who text)",
                "GRANT INSERT ON ran_as TO PUBLIC",
                "CREATE FUNCTION postgres.payload() RETURNS boolean LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO public.ran_as VALUES (current_user); RETURN true; END'",
                "CREATE FUNCTION postgres.payload_of_trigger() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO public.ran_as VALUES (current_user); RETURN NEW; END'");
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + attacker + " CASCADE", "DROP ROLE " + attacker);
    }

    @Test
    void a_plain_table_of_another_role_gets_its_row_once_its_owners_are_trusted() throws SQLException {
        assertThat(write()).get().extracting(Throwable::getMessage).asString().contains("belongs to role " + attacker);
        assertThat(count("postgres.maintenance_log")).isZero();

        database.execute("GRANT " + attacker + " TO " + SUPERUSER);
        assertThat(write()).isEmpty();
        assertThat(count("postgres.maintenance_log")).isEqualTo(1);
    }

    @Test
    void code_of_another_role_is_refused_in_whatever_form_it_comes() throws SQLException {
        for (String code : new String[] {
            "CREATE TRIGGER t BEFORE INSERT ON postgres.maintenance_log FOR EACH ROW"
                    + " EXECUTE FUNCTION postgres.payload_of_trigger()",
            "ALTER TABLE postgres.maintenance_log ADD CHECK (postgres.payload())",
            "ALTER TABLE postgres.maintenance_log ADD COLUMN x boolean DEFAULT postgres.payload()",
            "CREATE RULE r AS ON INSERT TO postgres.maintenance_log DO ALSO SELECT postgres.payload()",
            "CREATE DOMAIN postgres.d AS boolean CHECK (postgres.payload());"
                    + " ALTER TABLE postgres.maintenance_log ADD COLUMN y postgres.d",
        }) {
            database.execute(
                    "DROP TABLE postgres.maintenance_log",
                    "CREATE TABLE postgres.maintenance_log " + COLUMNS,
                    "ALTER TABLE postgres.maintenance_log OWNER TO " + attacker,
                    code);
            database.execute("TRUNCATE ran_as");

            assertThat(write()).as(code).get().satisfies(refused -> assertThat(refused)
                    .hasMessageContaining("runs code of " + attacker));
            assertThat(count("ran_as")).as(code).isZero();
        }
    }

    @Test
    void a_view_and_a_table_with_policies_are_refused() throws SQLException {
        database.execute("ALTER TABLE postgres.maintenance_log ENABLE ROW LEVEL SECURITY");
        assertThat(write()).get().extracting(Throwable::getMessage).asString().contains("row security");

        database.execute(
                "ALTER TABLE postgres.maintenance_log RENAME TO hidden",
                "CREATE VIEW postgres.maintenance_log AS SELECT * FROM postgres.hidden");
        assertThat(write()).get().extracting(Throwable::getMessage).asString().contains("no ordinary table");
    }

    @Test
    void the_table_of_a_trusted_role_is_preferred() throws SQLException {
        database.execute("CREATE TABLE public.maintenance_log " + COLUMNS);
        assertThat(write()).isEmpty();
        assertThat(count("public.maintenance_log")).isEqualTo(1);
        assertThat(count("postgres.maintenance_log")).isZero();
    }

    @Test
    void a_trigger_of_another_role_on_a_trusted_table_is_refused() throws SQLException {
        database.execute(
                "CREATE TABLE public.maintenance_log " + COLUMNS,
                "GRANT ALL ON public.maintenance_log TO " + attacker,
                "ALTER FUNCTION postgres.payload_of_trigger() OWNER TO " + attacker,
                "SET ROLE " + attacker,
                "CREATE TRIGGER t BEFORE INSERT ON public.maintenance_log FOR EACH ROW"
                        + " EXECUTE FUNCTION postgres.payload_of_trigger()");

        assertThat(write())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("runs a trigger of a role that is not trusted");
        assertThat(count("ran_as")).isZero();
    }

    @Test
    void a_condition_on_the_trigger_of_a_trusted_function_is_refused() throws SQLException {
        database.execute(
                "CREATE TABLE public.maintenance_log " + COLUMNS,
                "GRANT ALL ON public.maintenance_log TO " + attacker,
                "ALTER FUNCTION postgres.payload() OWNER TO " + attacker,
                "SET ROLE " + attacker,
                "CREATE TRIGGER t BEFORE INSERT ON public.maintenance_log FOR EACH ROW WHEN (postgres.payload())"
                        + " EXECUTE FUNCTION suppress_redundant_updates_trigger()");

        assertThat(write()).get().extracting(Throwable::getMessage).asString().contains("one with a condition (WHEN)");
        assertThat(count("ran_as")).isZero();
    }

    @Test
    void whoever_may_make_roles_does_not_become_trusted_by_giving_one_away() throws SQLException {
        String given = attacker + "_given";
        database.execute(
                "ALTER ROLE " + attacker + " CREATEROLE",
                "DROP TABLE postgres.maintenance_log",
                "ALTER FUNCTION postgres.payload_of_trigger() OWNER TO " + attacker,
                "SET ROLE " + attacker,
                "CREATE ROLE " + given,
                "GRANT " + given + " TO " + SUPERUSER,
                "CREATE TABLE postgres.maintenance_log " + COLUMNS,
                "CREATE TRIGGER t BEFORE INSERT ON postgres.maintenance_log FOR EACH ROW"
                        + " EXECUTE FUNCTION postgres.payload_of_trigger()",
                "RESET ROLE",
                "GRANT ALL ON SCHEMA postgres TO " + given,
                "ALTER TABLE postgres.maintenance_log OWNER TO " + given);
        try {
            assertThat(write())
                    .get()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("runs code of " + given);
            assertThat(count("ran_as")).isZero();
        } finally {
            database.execute("DROP OWNED BY " + given + " CASCADE", "DROP ROLE " + given);
        }
    }

    private Optional<PulseFailure> write() {
        try (Database main = new Database(DatabaseUrl.parse(database.url()))) {
            return MaintenanceLog.write(
                    main, new MaintenanceLog.Entry("attack", Instant.EPOCH, 0, Optional.empty(), "{}"));
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = database.connect();
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
