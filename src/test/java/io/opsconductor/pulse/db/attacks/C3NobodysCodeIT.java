package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.load.Loader;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script gives to nobody belongs to who restores it for keeps, and later does for others what it does. */
@ProgramTest
class C3NobodysCodeIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    private static final String RISE = "UPDATE pg_authid SET rolsuper = true WHERE rolname = '$LESSER'";

    @TempDir
    Path directory;

    private final TestDatabase source = DevelopmentDatabases.shared().postgres();
    private final TestDatabase into = DevelopmentDatabases.shared().postgres();
    private final String lesser = "les" + Integer.toHexString(source.name().hashCode());
    private final String owner = "own" + Integer.toHexString(source.name().hashCode());

    @BeforeEach
    void roles() throws SQLException {
        source.execute(
                "CREATE ROLE " + lesser + " LOGIN PASSWORD 'lesser'",
                "CREATE ROLE " + owner + " LOGIN PASSWORD 'owner'",
                "GRANT CREATE ON SCHEMA public TO " + owner,
                as(owner) + "CREATE TABLE t (i int, j int); INSERT INTO t VALUES (1)");
    }

    @AfterEach
    void drop() throws SQLException {
        into.close();
        source.execute("DROP OWNED BY " + owner + ", " + lesser + " CASCADE");
        source.close();
        try (TestDatabase any = DevelopmentDatabases.shared().postgres()) {
            any.execute("DROP ROLE " + owner + ", " + lesser);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule       | CREATE RULE r AS ON INSERT TO t DO ALSO $RISE | INSERT INTO t VALUES (2) | public.t",
                "trigger    | CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN $RISE;"
                        + " RETURN NEW; END $$; CREATE TRIGGER e BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()"
                        + " | INSERT INTO t VALUES (2) | public.f()",
                "view       | CREATE VIEW v AS SELECT rolname, rolsuper FROM pg_authid WHERE rolname = '$LESSER';"
                        + " GRANT SELECT, UPDATE ON v TO $LESSER | UPDATE v SET rolsuper = true | public.v",
                "view's own | CREATE VIEW v AS SELECT 1 AS i; CREATE RULE r AS ON INSERT TO v DO INSTEAD $RISE;"
                        + " GRANT INSERT ON v TO $LESSER | INSERT INTO v VALUES (2) | public.",
                "procedure  | CREATE PROCEDURE p() LANGUAGE sql SECURITY DEFINER AS $$ $RISE $$"
                        + " | CALL p() | public.p()",
                "key        | ALTER TABLE t ADD PRIMARY KEY (i); CREATE TABLE c (i int REFERENCES t ON DELETE CASCADE);"
                        + " INSERT INTO c VALUES (1); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN $RISE;"
                        + " RETURN OLD; END $$; CREATE TRIGGER e BEFORE DELETE ON c FOR EACH ROW EXECUTE FUNCTION f();"
                        + " GRANT SELECT, DELETE ON t TO $LESSER | DELETE FROM t | public.c",
                "new key    | ALTER TABLE t ADD PRIMARY KEY (i); CREATE TABLE c (i int REFERENCES t ON UPDATE CASCADE);"
                        + " GRANT SELECT, UPDATE ON t TO $LESSER | UPDATE t SET i = 2 | public.c",
                "caller's   | CREATE VIEW a WITH (security_invoker = true) AS SELECT 1 AS i; CREATE RULE r AS ON INSERT TO a"
                        + " DO INSTEAD $RISE; GRANT INSERT ON a TO $LESSER | INSERT INTO a VALUES (2) | public.a",
                "late       | ALTER TABLE t ADD PRIMARY KEY (i), ADD n int; CREATE FUNCTION f() RETURNS SETOF int"
                        + " SECURITY DEFINER BEGIN ATOMIC $RISE; SELECT n FROM t GROUP BY i; END | SELECT f() | public.f()",
                "late view  | ALTER TABLE t ADD PRIMARY KEY (i), ADD n int; CREATE MATERIALIZED VIEW m AS SELECT n FROM t"
                        + " GROUP BY i | SELECT 1 | public.m",
                "statistics | CREATE STATISTICS s ON concat(pg_read_file('PG_VERSION'), i), i FROM t | SELECT 1 | public.t",
            })
    void a_lesser_role_gets_no_superusers_rights_by_what_nobody_owns(
            String kind, String made, String attack, String named) throws Exception {
        source.execute(as(owner) + filled(made), as(owner) + "GRANT INSERT ON t TO " + lesser);
        dump("--no-owner");

        Outcome outcome = restore(into.url());

        assertThat(tried(attack)).as(kind + ": " + outcome).isEqualTo("f");
        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("does not give " + named, "--no-owner", "as the role that is to own everything")
                .contains("may hold a part of it");
    }

    @Test
    void a_restore_that_fails_for_another_reason_leaves_no_superusers_function() throws Exception {
        source.execute(as(owner)
                + filled("CREATE TABLE later (i int); CREATE TABLE early (c regclass[] DEFAULT '{public.later}');"
                        + " CREATE PROCEDURE p() LANGUAGE sql SECURITY DEFINER AS $$ $RISE $$"));
        dump("--no-owner");

        Outcome outcome = restore(into.url());

        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.err()).contains("\"public.later\" does not exist");
        assertThat(tried("CALL p()")).isEqualTo("f");
        assertThat(HostileOwner.one(into, "SELECT count(*) FROM pg_proc WHERE proname = 'p'"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE MATERIALIZED VIEW m AS SELECT n FROM t GROUP BY i | public.m",
                "CREATE STATISTICS s ON concat(pg_read_file('PG_VERSION'), i) FROM t | public.t"
            })
    void a_drill_computes_nothing_of_it_as_a_superuser(String made, String named) throws Exception {
        source.execute(as(owner) + "ALTER TABLE t ADD PRIMARY KEY (i), ADD n int; " + made);
        dump("--no-owner");

        Outcome outcome = SameServer.program(source, directory)
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*.sql")
                .run("drill", "daily", "--backup=source.sql");

        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.toString()).contains("does not give " + named + " to its owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW v AS SELECT i FROM t",
                "CREATE RULE r AS ON INSERT TO t DO ALSO DELETE FROM t WHERE i < 0",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN NEW; END $$",
                "ALTER TABLE t ADD PRIMARY KEY (i); CREATE TABLE c (i int REFERENCES t ON UPDATE CASCADE)"
            })
    void what_has_its_owner_and_what_no_superuser_restores_is_restored(String made) throws Exception {
        source.execute(as(owner) + made);
        dump("--verbose");
        assertThat(restore(into.url()).exit()).isZero();

        dump("--no-owner");
        try (TestDatabase own = DevelopmentDatabases.shared().postgres()) {
            own.execute("ALTER DATABASE " + own.name() + " OWNER TO " + owner);
            DatabaseUrl.Host host = DatabaseUrl.parse(own.url()).hosts().get(0);
            Outcome outcome =
                    restore("postgresql://%s:owner@%s:%d/%s".formatted(owner, host.name(), host.port(), own.name()));
            assertThat(outcome.exit()).as(outcome.toString()).isZero();
        }
    }

    @Test
    void a_table_a_callers_view_and_a_callers_trigger_need_no_owner_and_trust_needs_none_at_all() throws Exception {
        source.execute(as(owner)
                + "CREATE VIEW v WITH (security_invoker = true) AS SELECT i FROM t;"
                + " ALTER TABLE t ADD PRIMARY KEY (i); CREATE TABLE c (i int REFERENCES t);"
                + " CREATE STATISTICS s (ndistinct) ON i, j FROM t;"
                + " CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
                + " CREATE TRIGGER e BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
        dump("--no-owner");
        assertThat(restore(into.url()).exit()).isZero();

        source.execute(as(owner) + "CREATE VIEW w AS SELECT i FROM t");
        dump("--no-owner");
        try (TestDatabase trusted = DevelopmentDatabases.shared().postgres()) {
            Outcome outcome = program()
                    .with("PULSE_DRILL_TRUST_OWNERS", "true")
                    .run("restore", "daily", "--backup=source.sql", "--into=" + trusted.url());
            assertThat(outcome.exit()).as(outcome.toString()).isZero();
        }
    }

    /** Whether the role is a superuser after it has tried. */
    private String tried(String attack) throws SQLException {
        try (Database login = new Database(login(into, lesser));
                Connection session = login.connect("attack")) {
            session.createStatement().execute("SET search_path = public");
            session.createStatement().execute(attack);
        } catch (SQLException refused) {
            // As it should be, or because the thing is not there.
        }
        return HostileOwner.one(source, "SELECT rolsuper FROM pg_roles WHERE rolname = '" + lesser + "'");
    }

    private static DatabaseUrl login(TestDatabase database, String role) {
        return new Loader(role, role.startsWith("les") ? "lesser" : "owner").login(DatabaseUrl.parse(database.url()));
    }

    private String filled(String sql) {
        return sql.replace("$RISE", RISE).replace("$LESSER", lesser);
    }

    private static String as(String role) {
        return "SET SESSION AUTHORIZATION " + role + "; ";
    }

    private void dump(String option) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(PROGRAMS.resolve("pg_dump").toString(), option, "--file=" + directory.resolve("source.sql")));
        command.add("--dbname=" + source.url());
        Path said = directory.resolve("said");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(said)).isZero();
        Files.delete(said);
        program().run("backup", "verify", "daily", "--unread");
    }

    private Outcome restore(String url) {
        return program().run("restore", "daily", "--backup=source.sql", "--into=" + url);
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database(source.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*.sql")
                .clientTools();
    }
}
