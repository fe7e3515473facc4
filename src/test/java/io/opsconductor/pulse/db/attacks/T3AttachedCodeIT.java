package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T3: code of a role that is not trusted, attached to what a migration writes, reads or alters. */
class T3AttachedCodeIT extends MigrationAttack {
    private static final String HARMLESS = "EXECUTE FUNCTION suppress_redundant_updates_trigger()";

    @BeforeEach
    void make() throws SQLException {
        run.file("000_begin.sql", "CREATE TABLE t (id int PRIMARY KEY, n int);", "INSERT INTO t VALUES (1, 1);")
                .migrate();
        database.execute(
                "CREATE SCHEMA evil AUTHORIZATION " + mallory,
                "GRANT TRIGGER, REFERENCES ON t TO " + mallory,
                "SET ROLE " + mallory,
                "CREATE TABLE evil.ran (who name)",
                "GRANT ALL ON evil.ran TO PUBLIC",
                function("t()", "trigger", "RETURN new"),
                function("b()", "boolean", "RETURN true"),
                "CREATE FUNCTION evil.i(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM evil.b(); RETURN $1; END'",
                "CREATE DOMAIN evil.d AS int CHECK (evil.b())");
    }

    private static String function(String signature, String returns, String end) {
        return "CREATE FUNCTION evil." + signature + " RETURNS " + returns + " LANGUAGE plpgsql AS"
                + " 'BEGIN INSERT INTO evil.ran VALUES (current_user); " + end + "; END'";
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP EVENT TRIGGER IF EXISTS watch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION evil.t()",
                "CREATE TRIGGER x BEFORE INSERT ON t EXECUTE FUNCTION evil.t()",
                "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW WHEN (evil.b()) " + HARMLESS,
                "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW WHEN (new.n::evil.d > 0) " + HARMLESS,
                "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW WHEN (pg_input_is_valid('1', 'evil.d')) " + HARMLESS,
                "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW"
                        + " WHEN (query_to_xml('SELECT evil.b()', true, true, '') IS NOT NULL) " + HARMLESS,
                "DO $do$ BEGIN EXECUTE format('CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW WHEN"
                        + " (domain_in(''1''::cstring, %s, -1) IS NOT NULL) " + HARMLESS
                        + "', 'evil.d'::regtype::oid); END $do$"
            })
    void a_trigger_that_another_role_attached_is_never_run_and_its_remedy_lets_files_run(String attack)
            throws Exception {
        database.execute("SET ROLE " + mallory, attack);
        run.file("001_w.sql", "INSERT INTO t VALUES (2, 1);");

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, refused -> {
            assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(refused).hasMessageStartingWith("trigger x on table public.t runs code that is not trusted, ");
            assertThat(refused.remedy()).contains("DROP TRIGGER x ON public.t;");
        });
        assertNotRun();

        database.execute("DROP TRIGGER x ON public.t");
        assertThat(run.migrate().applied()).hasSize(1);
        assertNotRun();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE RULE x AS ON INSERT TO t DO ALSO SELECT evil.b() | rule x",
                "ALTER TABLE t ALTER n SET DEFAULT evil.i(1) | default value",
                "ALTER TABLE t ADD g int GENERATED ALWAYS AS (evil.i(1)) STORED | default value",
                "ALTER TABLE t ADD CONSTRAINT x CHECK (evil.b()) NOT VALID | constraint x",
                "CREATE INDEX x ON t (evil.i(n)) | index public.x",
                "CREATE INDEX x ON t (n) WHERE evil.i(n) > 0 | index public.x",
                "CREATE STATISTICS x ON n, (evil.i(n)) FROM t | statistics object public.x",
                "CREATE POLICY x ON t USING (evil.b()) | policy x",
                "ALTER TABLE t ADD e evil.d | table public.t",
                "CREATE DOMAIN own AS int CHECK (evil.b()) & ALTER TABLE t ADD e own | table public.t",
                "CREATE DOMAIN own AS evil.d & ALTER TABLE t ADD e own[] | table public.t",
                "CREATE TYPE own AS (d evil.d) & ALTER TABLE t ADD e own | table public.t",
                "CREATE DOMAIN own AS int CHECK (evil.b()) | type public.own",
                "CREATE FUNCTION own() RETURNS boolean BEGIN ATOMIC SELECT evil.b(); END | function public.own()",
                "CREATE OPERATOR ### (RIGHTARG = int, FUNCTION = evil.i) &"
                        + " ALTER TABLE t ADD CONSTRAINT x CHECK (### n > 0) NOT VALID | constraint x",
                "CREATE FUNCTION own() RETURNS boolean BEGIN ATOMIC SELECT evil.b(); END &"
                        + " ALTER TABLE t ADD CONSTRAINT x CHECK (own()) NOT VALID | constraint x",
                "CREATE VIEW v AS SELECT evil.b() | rule _RETURN on view public.v",
                "CREATE MATERIALIZED VIEW v AS SELECT 1 WHERE evil.b() | rule _RETURN on materialized view public.v"
            })
    void what_was_built_on_another_roles_function_is_that_roles_to_replace(String built, String carrier)
            throws Exception {
        database.execute(built.split(" & "));
        database.execute("TRUNCATE evil.ran");
        run.file("001_w.sql", "INSERT INTO t VALUES (2, 1);");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining(carrier)
                .hasMessageContaining("of role " + mallory)
                .isInstanceOfSatisfying(PulseFailure.class, refused -> assertThat(refused.remedy())
                        .contains("ALTER FUNCTION"));
        assertNotRun();

        database.execute("GRANT " + mallory + " TO postgres");
        assertThat(run.migrate().applied()).as("once it is trusted").hasSize(1);
    }

    private void watched() throws SQLException {
        database.execute(
                "CREATE FUNCTION evil.e() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO evil.ran VALUES (current_user); END'",
                "CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION evil.e()",
                "ALTER FUNCTION evil.e() OWNER TO " + mallory,
                "TRUNCATE evil.ran");
    }

    private void assertRefused(ThrowingCallable command) throws SQLException {
        assertThatThrownBy(command)
                .hasMessageContaining("event trigger watch runs code that is not trusted, evil.e() of role " + mallory)
                .isInstanceOfSatisfying(PulseFailure.class, refused -> {
                    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(refused.remedy()).contains("DROP EVENT TRIGGER watch;");
                });
        assertNotRun();
    }

    @Test
    void an_event_trigger_of_another_roles_function_is_never_run() throws Exception {
        watched();
        run.file("001_w.sql", "CREATE TABLE made (n int);");
        assertRefused(run::migrate);
    }

    /** Nor by what is revoked of the history before anything is read, though there is nothing to migrate. */
    @Test
    void an_event_trigger_is_not_run_by_a_repair_an_adoption_or_what_closes_the_history_either() throws Exception {
        run.file("001_w.sql", "SELECT 1 / 0;");
        assertThatThrownBy(run::migrate).isInstanceOf(PulseFailure.class);
        database.execute(
                "CREATE INDEX x ON t (n)", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'x'::regclass");
        watched();

        assertRefused(() -> run.repair(RepairAction.RETRY, "001"));
        assertRefused(() -> run.repair(RepairAction.MARK_APPLIED, "001"));
        assertRefused(() -> run.rebuildIndexes());
        database.execute("DROP EVENT TRIGGER watch", "DROP FUNCTION evil.e()");
        assertThat(run.rebuildIndexes().succeeded()).isTrue();

        run.file("001_w.sql", "CREATE TABLE made (n int);").migrate();
        database.execute("GRANT INSERT ON flyway_schema_history TO " + mallory);
        watched();
        assertRefused(run::migrate);
        database.execute("DROP EVENT TRIGGER watch", "DROP FUNCTION evil.e()");
        run.migrate();

        database.execute("DROP TABLE IF EXISTS flyway_schema_history, pulse_migration_log, schema_migrations");
        watched();
        assertRefused(() -> run.adopt("001"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSTRAINT TRIGGER x AFTER DELETE ON evil.child DEFERRABLE INITIALLY DEFERRED | DELETE FROM t;",
                "TRIGGER x AFTER DELETE ON evil.child | DELETE FROM t;",
                "TRIGGER x AFTER UPDATE ON evil.child | UPDATE t SET id = id + 100;"
            })
    void a_key_that_leads_on_to_a_trigger_behind_the_statement_or_the_transaction_is_seen(String trigger, String file)
            throws Exception {
        database.execute(
                "SET ROLE " + mallory,
                "CREATE TABLE evil.child (id int REFERENCES public.t ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE " + trigger + " FOR EACH ROW EXECUTE FUNCTION evil.t()",
                "INSERT INTO evil.child VALUES (1)");
        run.file("001_w.sql", file);

        assertThatThrownBy(run::migrate).hasMessageContaining("trigger x on table evil.child");
        assertNotRun();
    }

    @Test
    void a_trigger_before_what_a_key_does_runs_as_the_owner_of_its_table() throws Exception {
        database.execute(
                "SET ROLE " + mallory,
                "CREATE TABLE evil.child (id int REFERENCES public.t ON DELETE SET NULL)",
                "CREATE TRIGGER x BEFORE UPDATE ON evil.child FOR EACH ROW EXECUTE FUNCTION evil.t()",
                "INSERT INTO evil.child VALUES (1)",
                "CREATE TABLE evil.idle (id int REFERENCES public.t)",
                "CREATE TRIGGER y AFTER UPDATE ON evil.idle FOR EACH ROW EXECUTE FUNCTION evil.t()");
        run.file("001_w.sql", "DELETE FROM t;");

        assertThat(run.migrate().applied()).hasSize(1);
        assertNotRun();
    }

    @Test
    void partitions_are_told_once_and_a_partition_by_itself_too() throws Exception {
        database.execute(
                "CREATE TABLE p (n int) PARTITION BY RANGE (n)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)",
                "GRANT TRIGGER ON p, p1, p2 TO " + mallory,
                "ALTER TABLE p2 OWNER TO " + mallory,
                "SET ROLE " + mallory,
                "CREATE TRIGGER x BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION evil.t()",
                "CREATE TRIGGER y BEFORE INSERT ON p2 FOR EACH ROW WHEN (evil.b()) " + HARMLESS);
        run.file("001_w.sql", "INSERT INTO p VALUES (11);");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("trigger y on table public.p2")
                .hasMessageContaining("(and 1 other object so)");
        database.execute("DROP TRIGGER y ON p2");
        assertThatThrownBy(run::migrate).hasMessageStartingWith("trigger x on table public.p runs");
        assertNotRun();
    }

    @Test
    void what_other_roles_have_on_their_own_tables_is_theirs_until_a_file_names_it() throws Exception {
        database.execute(
                "SET ROLE " + mallory,
                "CREATE TABLE evil.own (n int CHECK (evil.b()))",
                "CREATE TRIGGER x BEFORE INSERT ON evil.own FOR EACH ROW EXECUTE FUNCTION evil.t()");
        run.file("001_w.sql", "CREATE TABLE made (n int);");
        assertThat(run.migrate().applied()).hasSize(1);

        run.file("002_w.sql", "INSERT INTO evil.own VALUES (1);");
        assertThatThrownBy(run::migrate).hasMessageContaining("evil.own");
        assertNotRun();
    }

    @Test
    void conditions_and_triggers_of_trusted_roles_run() throws Exception {
        database.execute(
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.n := 7; RETURN new; END'",
                "CREATE FUNCTION wanted(int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN $1 > 0; END'",
                "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW WHEN (wanted(new.n) AND pg_trigger_depth() = 0)"
                        + " EXECUTE FUNCTION touch()",
                "CREATE TRIGGER b BEFORE UPDATE ON t FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*"
                        + " AND current_setting('app.quiet', true) IS NULL AND random() >= 0) EXECUTE FUNCTION touch()");
        run.file("001_w.sql", "INSERT INTO t VALUES (2, 1);", "UPDATE t SET n = 9;");

        assertThat(run.migrate().applied()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER FUNCTION touch() OWNER TO $MALLORY;",
                "ALTER FUNCTION touch()\nOWNER\nTO $MALLORY;",
                "REASSIGN OWNED BY $BOB TO $MALLORY;"
            })
    void a_file_that_gives_attached_code_away_is_the_last_of_its_run(String gives) throws Exception {
        String bob = mallory + "_bob";
        database.execute(
                "CREATE ROLE " + bob,
                "GRANT " + bob + " TO postgres",
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
                "ALTER FUNCTION touch() OWNER TO " + bob,
                "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch()");
        run.file("001_g.sql", gives.replace("$MALLORY", mallory).replace("$BOB", bob))
                .file("002_w.sql", "INSERT INTO t VALUES (2, 1);");
        try {
            assertThatThrownBy(run::migrate)
                    .hasMessageContaining("trigger x on table public.t runs code that is not trusted")
                    .hasMessageContaining("since a file of this run");
        } finally {
            database.execute("DROP OWNED BY " + bob, "DROP ROLE " + bob);
        }
    }

    private void assertNotRun() throws SQLException {
        assertThat(HostileOwner.one(database, "SELECT count(*) FROM evil.ran WHERE who <> '" + mallory + "'"))
                .as("ran as us")
                .isEqualTo("0");
    }
}
