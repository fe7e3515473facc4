package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C3 of the security review once more: an owner that is nobody where the backup was taken has the name of one with a
 * superuser's rights where it is restored, as {@code POSTGRES_USER=app} of a container makes one.
 */
@ProgramTest
class C3NameOfASuperuserIT {
    @TempDir
    Path folder;

    private final PostgresServer server = DevelopmentDatabases.shared().server();

    @ParameterizedTest
    @ValueSource(strings = {"SUPERUSER", "IN ROLE pg_execute_server_program", "IN ROLE postgres"})
    void what_an_owner_wrote_gains_no_rights_by_what_its_name_may_do_elsewhere(String there) throws Exception {
        try (TestDatabase source = server.createDatabase();
                PostgresServer other = server.newServer();
                TestDatabase scratch = other.createDatabase();
                TestDatabase into = other.createDatabase()) {
            String app = owner(source, "");
            scratch.execute("CREATE ROLE " + app + " " + there);
            assertThat(take(source).exit()).isZero();

            Outcome drill =
                    program(source).with("PULSE_DRILL_URL", scratch.url()).run("drill");
            Outcome restore = program(source).run("restore", "--into=" + into.url());

            for (Outcome refused : List.of(drill, restore)) {
                assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
                assertThat(refused.err())
                        .as(refused.toString())
                        .contains(
                                "role " + app + ", which the backup names, has a superuser's rights on that server,"
                                        + " and had none where it was taken",
                                "PULSE_DRILL_TRUST_OWNERS=true");
            }
            assertThat(HostileOwner.one(scratch, "SELECT count(*) FROM pg_roles WHERE rolname = 'owned'"))
                    .as("nothing of it ran")
                    .isEqualTo("0");
            assertThat(HostileOwner.one(into, "SELECT count(*) FROM pg_class WHERE relname = 'a'"))
                    .isEqualTo("0");
            drop(source, app);
        }
    }

    @Test
    void an_owner_that_is_a_superuser_in_both_places_is_restored_and_so_is_an_ordinary_one() throws Exception {
        try (TestDatabase source = server.createDatabase();
                PostgresServer other = server.newServer();
                TestDatabase scratch = other.createDatabase()) {
            String app = owner(source, "SUPERUSER");
            String nobody = app + "_nobody";
            source.execute("CREATE ROLE " + nobody, "CREATE TABLE b (i int)", "ALTER TABLE b OWNER TO " + nobody);
            scratch.execute("CREATE ROLE " + app + " SUPERUSER", "CREATE ROLE " + nobody);
            assertThat(take(source).exit()).isZero();
            drop(source, nobody);
            drop(source, app);

            Outcome drill =
                    program(source).with("PULSE_DRILL_URL", scratch.url()).run("drill");

            assertThat(drill.exit()).as(drill.toString()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.dump", "a.sql"})
    void a_dump_that_does_not_tell_what_its_owners_were_is_restored_where_they_are_nobody(String name)
            throws Exception {
        try (TestDatabase source = server.createDatabase();
                PostgresServer other = server.newServer();
                TestDatabase scratch = other.createDatabase()) {
            String app = owner(source, "");
            Path dump = Files.createDirectory(folder.resolve("daily")).resolve(name);
            new ProcessBuilder(
                            server.binDirectory().resolve("pg_dump").toString(),
                            name.endsWith(".sql") ? "--format=plain" : "--format=custom",
                            "--verbose",
                            "--file=" + dump,
                            "--dbname=" + source.url())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start()
                    .waitFor();
            drop(source, app);
            PulseDbProgram program =
                    program(source).with("PULSE_BACKUPS_DAILY_PATTERN", "a.*").with("PULSE_DRILL_URL", scratch.url());
            program.run("backup", "verify", "daily", "--unread");
            scratch.execute("CREATE ROLE " + app + " SUPERUSER");

            Outcome refused = program.run("drill", "daily", "--backup=" + name);

            assertThat(refused.err())
                    .as(refused.toString())
                    .contains("role " + app + ", which the backup names", "does not tell whether it had them");
            assertThat(refused.exit()).isEqualTo(2);

            scratch.execute("ALTER ROLE " + app + " NOSUPERUSER");
            Outcome restored = program.run("drill", "daily", "--backup=" + name);
            assertThat(restored.exit()).as(restored.toString()).isZero();
        }
    }

    /** Third pass, F10: these have the same rights on every server, and no list of superusers holds them. */
    @ParameterizedTest
    @ValueSource(strings = {"pg_execute_server_program", "pg_write_server_files", "pg_monitor"})
    void what_one_of_postgresqls_own_roles_owns_is_not_restored(String predefined) throws Exception {
        try (TestDatabase source = server.createDatabase();
                TestDatabase into = server.createDatabase()) {
            source.execute(
                    "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
                    "ALTER FUNCTION public.f() OWNER TO " + predefined);
            assertThat(take(source).exit()).isZero();

            Outcome refused = program(source).run("restore", "--into=" + into.url());

            assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
            assertThat(refused.err())
                    .contains(
                            "role " + predefined + ", which owns something in the backup, is one of PostgreSQL's own");
            assertThat(HostileOwner.one(into, "SELECT count(*) FROM pg_proc WHERE proname = 'f'"))
                    .isEqualTo("0");
        }
    }

    /** One of a function that an index calls. */
    private static String owner(TestDatabase source, String attribute) throws Exception {
        String app = source.name() + "_app";
        source.execute(
                "CREATE ROLE " + app + " " + attribute,
                "GRANT CREATE ON SCHEMA public TO " + app,
                "SET SESSION AUTHORIZATION " + app,
                "CREATE FUNCTION public.pay() RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF current_database() <> '"
                        + source.name() + "' THEN CREATE ROLE owned; END IF;"
                        + " EXCEPTION WHEN insufficient_privilege THEN NULL; END $$",
                "CREATE FUNCTION public.f(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                        + " $$ BEGIN PERFORM public.pay(); RETURN $1; END $$",
                "CREATE TABLE public.a (i int)",
                "INSERT INTO public.a VALUES (1)",
                "CREATE INDEX ON public.a (public.f(i))",
                "RESET SESSION AUTHORIZATION");
        return app;
    }

    private static void drop(TestDatabase source, String role) throws Exception {
        source.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
    }

    private Outcome take(TestDatabase source) {
        return program(source).run("backup", "take", "--init");
    }

    private PulseDbProgram program(TestDatabase source) {
        return new PulseDbProgram()
                .database(source.url())
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("daily").toString());
    }
}
