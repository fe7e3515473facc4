package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that do something to every table of a schema, ours among them. */
class FilesThatTouchEverythingIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();
    private static final String EACH = "DO $$ DECLARE t text; BEGIN FOR t IN SELECT quote_ident(schemaname) || '.' ||"
            + " quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('%s', t);"
            + " END LOOP; END $$;";

    @TempDir
    Path folder;

    private TestDatabase database;
    private String owner;
    private TestRun run;

    @BeforeEach
    void open() throws SQLException {
        database = SERVER.createDatabase();
        owner = database.name() + "_owner";
        database.execute(
                "CREATE ROLE " + owner + " LOGIN PASSWORD 'geheim'",
                "CREATE ROLE " + owner + "_app",
                "GRANT " + owner + "_app TO " + owner,
                "GRANT CREATE ON SCHEMA public TO " + owner + "_app",
                "ALTER DATABASE " + database.name() + " OWNER TO " + owner);
        run = new TestRun(database, folder)
                .through("postgresql://" + owner + ":geheim@127.0.0.1:" + SERVER.port() + "/" + database.name())
                .file("001_base.sql", "CREATE TABLE base (id serial PRIMARY KEY);", "INSERT INTO base DEFAULT VALUES;");
        run.migrate();
    }

    @AfterEach
    void close() throws SQLException {
        String roles = owner + ", " + owner + "_app";
        database.execute("REASSIGN OWNED BY " + roles + " TO CURRENT_USER", "DROP OWNED BY " + roles);
        database.execute("DROP ROLE " + roles);
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ DECLARE s text; BEGIN FOR s IN SELECT quote_ident(sequencename) FROM pg_sequences"
                        + " LOOP EXECUTE 'ALTER SEQUENCE ' || s || ' RESTART'; END LOOP; END $$;",
                "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM public; REVOKE ALL ON SCHEMA public FROM public;",
                "ALTER TABLE base ENABLE ROW LEVEL SECURITY; ALTER TABLE base FORCE ROW LEVEL SECURITY;",
                "SET LOCAL default_transaction_read_only = on; ALTER TABLE base DISABLE TRIGGER ALL;"
            })
    void those_that_do_no_harm_are_recorded(String everything) {
        run.file("002_everything.sql", everything).file("003_next.sql", "CREATE TABLE next (n int);");

        assertThat(run.migrate().applied()).hasSize(2);
        assertThat(Rows.log(database)).isEmpty();
        assertThat(Rows.history(database)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUNCATE %1$s                                         | emptied public.",
                "DELETE FROM %1$s                                      | emptied public.",
                "DROP TABLE %1$s                                       | dropped ",
                "ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY            | switched row security on for ",
                "ALTER TABLE %1$s FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY | switched row security on for ",
                "REVOKE ALL ON %1$s FROM CURRENT_USER                  | took from the role that migrates the right to use",
                "CREATE TRIGGER touched BEFORE INSERT ON %1$s EXECUTE FUNCTION suppress_redundant_updates_trigger() | attached a trigger or a rule to",
                "CREATE RULE quiet AS ON INSERT TO %1$s DO INSTEAD NOTHING | attached a trigger or a rule to"
            })
    void those_that_damage_the_record_are_rolled_back(String each, String told) {
        refused(EACH.replace("%s", each), told);
    }

    @Test
    void tables_may_go_to_a_role_that_the_migrating_one_belongs_to() {
        run.file("002_everything.sql", EACH.replace("%s", "ALTER TABLE %1$s OWNER TO " + owner + "_app"))
                .file("003_next.sql", "CREATE TABLE next (n int);");

        assertThat(run.migrate().applied()).hasSize(2);
        assertThat(run.states()).allMatch(row -> row.endsWith("=applied"));
    }

    @Test
    void tables_may_not_go_to_a_role_that_nothing_is_known_of() {
        run.through(database.url());
        refused(EACH.replace("%s", "ALTER TABLE %1$s OWNER TO " + owner + "_app"), " to role " + owner + "_app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP SCHEMA public CASCADE; CREATE SCHEMA public;     | dropped ",
                "ALTER SCHEMA public RENAME TO archive; CREATE SCHEMA public; | renamed ",
                "DROP OWNED BY CURRENT_USER;                           | dropped ",
                "ALTER TABLE flyway_schema_history ADD COLUMN needed int NOT NULL DEFAULT 1; ALTER TABLE pulse_migration_log ADD COLUMN needed int NOT NULL; | could not be "
            })
    void those_that_damage_the_schema_are_rolled_back(String everything, String told) {
        if (everything.contains("NOT NULL;")) {
            Rows.run(database, "TRUNCATE pulse_migration_log");
        }
        refused(everything.formatted(owner), told);
    }

    private void refused(String everything, String told) {
        run.file("002_everything.sql", everything);

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure.getMessage())
                    .contains("002_everything.sql ", told, "the file was rolled back; nothing was applied before it");
            assertThat(failure.remedy()).isNotEmpty();
        });
        assertThat(Rows.history(database)).containsExactly("1 001_base.sql");
        assertThat(run.states()).containsExactly("001_base.sql=applied", "002_everything.sql=pending");
    }

    /** Needs a superuser; from then on it runs inside each file that makes something. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM public.flyway_schema_history | emptied public.flyway_schema_history",
                "ALTER TABLE public.flyway_schema_history ENABLE ROW LEVEL SECURITY | switched row security on for",
                "ALTER TABLE public.schema_migrations RENAME TO mine | renamed ",
                "DROP TABLE public.schema_migrations | dropped",
            })
    void what_an_event_trigger_does_to_the_record_rolls_the_file_back_that_it_fired_for(String does, String told)
            throws SQLException {
        TestRun superuser = new TestRun(database, folder)
                .file(
                        "002_event_trigger.sql",
                        "CREATE FUNCTION meddle() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                                + " IF tg_tag = 'CREATE TABLE' THEN " + does + "; END IF; END $$;",
                        "CREATE EVENT TRIGGER meddle ON ddl_command_end EXECUTE FUNCTION meddle();");
        assertThat(superuser.migrate().applied()).hasSize(1);
        superuser.file("003_table.sql", "CREATE TABLE next (n int);");

        assertThatThrownBy(superuser::migrate)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("003_table.sql")
                .hasMessageContaining(told);

        assertThat(Rows.history(database)).hasSize(2);
        database.execute("DROP EVENT TRIGGER meddle");
        assertThat(superuser.migrate().applied()).hasSize(1);
        assertThat(Rows.history(database)).hasSize(3);
    }

    @Test
    void a_file_that_plays_a_replica_is_recorded_and_may_attach_no_trigger_for_replicas_to_the_record()
            throws SQLException {
        TestRun superuser = new TestRun(database, folder)
                .file("002_replica.sql", "SET session_replication_role = replica;", "CREATE TABLE next (n int);");
        assertThat(superuser.migrate().applied()).hasSize(1);
        superuser.file(
                "003_replica.sql",
                "SET session_replication_role = replica;",
                "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;",
                "CREATE TRIGGER lose BEFORE INSERT ON flyway_schema_history FOR EACH ROW EXECUTE FUNCTION lose();",
                "ALTER TABLE flyway_schema_history ENABLE REPLICA TRIGGER lose;");

        assertThatThrownBy(superuser::migrate).hasMessageContaining("attached a trigger or a rule to");
        assertThat(Rows.history(database)).hasSize(2);
    }
}
