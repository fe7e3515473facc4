package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A role made with exactly the statements that {@code grants --for=TASK} prints does its task; with one right less, the
 * task says which is missing. On a server of its own: roles belong to a whole server. Checks are in {@code GrantsIT}.
 */
@ProgramTest
class TaskRightsIT {
    private static final String ROLE = "Dr. \"No\" $pulse$";
    private static final String QUOTED = "\"Dr. \"\"No\"\" $pulse$\"";

    private final PostgresServer server = DevelopmentDatabases.shared().server().newServer();
    private final TestDatabase database = server.createDatabase();

    @TempDir
    Path folder;

    @BeforeEach
    void nothing_is_left_to_everybody() throws Exception {
        database.execute(
                "CREATE ROLE " + QUOTED + " LOGIN PASSWORD 'geheim'",
                "REVOKE ALL ON DATABASE " + database.name() + " FROM PUBLIC",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void migrate_applies_every_file_of_pulse_and_names_the_right_that_is_missing() throws Exception {
        grant("migrate");
        denied("CREATE ON SCHEMA public", 2, "permission denied for schema public", "--for=check|backup|migrate|drill");
        denied("CONNECT ON DATABASE " + database.name(), 2, "permission denied for database", "grants --for=");
        denied(
                "TEMPORARY ON DATABASE " + database.name(),
                1,
                "071_drop_old_delivery_pipeline.sql",
                "permission denied to create temporary tables");
        grant("migrate");
        Said.by(as("DATABASE_URL").run("migrate")).exit(0).out("nothing pending");
        assertThat(attributes()).isEqualTo("f,f,f,f");

        database.execute("CREATE ROLE watcher LOGIN PASSWORD 'geheim'");
        String script = Program.withoutDatabase()
                .run("grants", "--for=check", "watcher")
                .out();
        psql(script);
        PulseDbProgram watching = program().with("CHECK_DATABASE_URL", url().replaceFirst("//[^:]*", "//watcher"));
        Said.by(watching.run("check", "--all", "schema"))
                .exit(3)
                .out("the history of migrations is not believed", "belongs to role " + ROLE);
        psql(choice(script.substring(script.indexOf("a history of migrations is believed"))));
        Said.by(watching.run("check", "--all", "schema"))
                .out("every migration is applied", "the applied files are as they were applied");
        assertThat(one("SELECT has_table_privilege('watcher', 'telemetry', 'SELECT')"))
                .isEqualTo("f");
    }

    @Test
    void migrate_alters_what_another_role_made_once_it_is_a_member_of_that_role() throws Exception {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        grant("migrate");
        Said.by(as("DATABASE_URL").run("migrate", "--migrations=" + folder)).exit(0);
        database.execute(
                "CREATE ROLE earlier",
                "GRANT USAGE, CREATE ON SCHEMA public TO earlier",
                "ALTER TABLE a OWNER TO earlier");
        Program.write(folder, "002_b.sql", "ALTER TABLE a ADD m int;");
        Said.by(as("DATABASE_URL").run("migrate", "--migrations=" + folder))
                .err("a of role earlier", "make role " + ROLE + " a member of it");

        psql(choice(script("migrate")));
        Said.by(as("DATABASE_URL").run("migrate", "--migrations=" + folder)).exit(0);
    }

    @Test
    void backup_reads_every_row_and_names_the_right_that_is_missing() throws Exception {
        database.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE maintenance_log (id serial, job_name text, started_at timestamptz,"
                        + " completed_at timestamptz, rows_affected bigint, status text, error_message text, details jsonb)",
                "CREATE INDEX by_job ON maintenance_log (job_name)",
                "CREATE SCHEMA closed",
                "CREATE TABLE closed.guarded (n int)",
                "INSERT INTO closed.guarded VALUES (1)",
                "ALTER TABLE closed.guarded ENABLE ROW LEVEL SECURITY",
                "SELECT lo_from_bytea(4711, 'x')",
                // As an administrator would who leaves nothing to PUBLIC.
                "REVOKE EXECUTE ON FUNCTION pg_export_snapshot() FROM PUBLIC");
        grant("backup");
        grant("backup");
        assertThat(take("--init")).isEmpty();
        assertThat(one("SELECT count(*) || job_name FROM maintenance_log GROUP BY job_name"))
                .isEqualTo("1pulse-db backup daily");

        database.execute("SELECT lo_from_bytea(4712, 'made later')");
        Said.by(backup()).failed(2, "large object 4712", "pulse-db grants --for=backup 'Dr. \"No\" $pulse$'");
        grant("backup");
        assertThat(take()).isEmpty();

        database.execute("ALTER ROLE " + QUOTED + " NOBYPASSRLS");
        Said.by(backup()).failed(2, "guarded", "ALTER ROLE " + QUOTED + " BYPASSRLS;");
        grant("backup");
        database.execute("REVOKE pg_read_all_data FROM " + QUOTED);
        Said.by(backup()).failed(2, "permission denied for schema public", "pulse-db grants --for=backup");
        grant("backup");
        database.execute("REVOKE CONNECT ON DATABASE " + database.name() + " FROM " + QUOTED);
        Said.by(backup()).failed(2, "permission denied for database", "pulse-db grants --for=backup");
        grant("backup");
        database.execute("REVOKE INSERT ON maintenance_log FROM " + QUOTED);
        assertThat(take("--quiet"))
                .contains("maintenance_log could not be written", "permission denied for table maintenance_log");
        grant("backup");
        database.execute("REVOKE USAGE ON SEQUENCE maintenance_log_id_seq FROM " + QUOTED);
        assertThat(take()).contains("permission denied for sequence maintenance_log_id_seq");
        grant("backup");
        assertThat(take()).isEmpty();
        assertThat(attributes()).isEqualTo("f,t,f,f");
    }

    @Test
    void drill_needs_a_superuser_because_timescaledb_does_and_says_so() throws Exception {
        database.execute("CREATE EXTENSION timescaledb", "CREATE TABLE a (n int)", "INSERT INTO a VALUES (1)");
        Said.by(program().database(database.url()).run("backup", "take", "--init"))
                .exit(0);

        database.execute("GRANT CONNECT ON DATABASE " + database.name() + " TO " + QUOTED);
        Said.by(drill()).failed(2, "may not create databases", "ALTER ROLE " + QUOTED + " CREATEDB;");
        database.execute("ALTER ROLE " + QUOTED + " CREATEDB");
        Said.by(drill())
                .failed(2, "TimescaleDB demands a superuser of a restore", "ALTER ROLE " + QUOTED + " SUPERUSER;");
        grant("drill");
        Said.by(drill()).exit(0).out("no difference from the manifest");

        database.execute("CREATE DATABASE restored TEMPLATE template0");
        String into = url().replace("/" + database.name(), "/restored");
        Said.by(program().run("restore", "--into=" + into)).exit(0).out("no difference");
    }

    @Test
    void a_superuser_who_pastes_a_script_runs_nothing_that_others_planted() throws Exception {
        database.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE FUNCTION public.format(text, name, name) RETURNS text LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'PWNED'; END $$",
                "CREATE FUNCTION public.has_database_privilege(name, name, text) RETURNS bool LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'PWNED'; END $$",
                "ALTER DATABASE " + database.name() + " SET search_path = public, pg_catalog");
        for (String task : List.of("check", "backup", "migrate", "drill")) {
            grant(task);
        }
    }

    private void denied(String right, int exit, String... said) throws Exception {
        database.execute("REVOKE " + right + " FROM " + QUOTED);
        Said.by(as("DATABASE_URL").run("migrate")).exit(exit).err(said);
        grant("migrate");
    }

    private PulseDbProgram program() {
        return Program.withoutDatabase()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .clientTools();
    }

    private PulseDbProgram as(String variable) {
        return program().with(variable, url());
    }

    private String url() {
        String user = URLEncoder.encode(ROLE, StandardCharsets.UTF_8).replace("+", "%20");
        return "postgresql://" + user + ":geheim@" + server.host() + ":" + server.port() + "/" + database.name();
    }

    private Outcome backup(String... options) {
        List<String> arguments = new ArrayList<>(List.of("backup", "take"));
        arguments.addAll(List.of(options));
        return as("BACKUP_DATABASE_URL").run(arguments.toArray(String[]::new));
    }

    /** What it could not do. */
    private String take(String... options) {
        Outcome outcome = backup(options);
        Said.by(outcome).exit(0);
        return outcome.err().lines().filter(line -> line.contains("could not")).collect(Collectors.joining());
    }

    private Outcome drill() {
        return as("PULSE_DRILL_URL").run("drill");
    }

    private String script(String task) {
        return Program.withoutDatabase().run("grants", "--for=" + task, ROLE).out();
    }

    private void grant(String task) throws Exception {
        psql(script(task));
    }

    /** What a script leaves to who pastes it. */
    private static String choice(String script) {
        return script.lines()
                .filter(line -> line.startsWith("--   "))
                .map(line -> line.substring(5))
                .collect(Collectors.joining("\n"));
    }

    private void psql(String script) throws Exception {
        Process psql = new ProcessBuilder(
                        server.binDirectory().resolve("psql").toString(),
                        "-Xq",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        database.url())
                .redirectErrorStream(true)
                .start();
        try (var in = psql.getOutputStream()) {
            in.write((script + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(psql.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("WARNING:  no privileges");
    }

    /** Superuser, BYPASSRLS, CREATEDB, CREATEROLE. */
    private String attributes() throws Exception {
        return one("SELECT concat_ws(',', rolsuper, rolbypassrls, rolcreatedb, rolcreaterole) FROM pg_roles"
                + " WHERE rolname = '" + ROLE + "'");
    }

    private String one(String sql) throws Exception {
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
