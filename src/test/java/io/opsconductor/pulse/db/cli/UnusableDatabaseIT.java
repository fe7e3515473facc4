package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.FreePort;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is not there, or not for us: one line, the right code, no secret. */
@ProgramTest
class UnusableDatabaseIT {
    private static final String SECRET = "geh%21eim%40z9";
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
    }

    @Test
    void without_a_database_url_the_remedy_shows_one() {
        Said.by(Program.withoutDatabase().run("status"))
                .failed(2, "no database is configured", "DATABASE_URL=postgresql://")
                .inOneLine();
    }

    @Test
    void a_malformed_url_is_not_quoted() {
        Outcome outcome = migrate("postgresql://iot:" + SECRET + "@db:port/pulse");

        Said.by(outcome)
                .failed(2, "the database URL is malformed", "write it as postgresql://")
                .inOneLine()
                .nowhere("geh", "eim");
    }

    @Test
    void an_unknown_host_is_worth_a_retry() {
        Said.by(migrate("postgresql://iot:" + SECRET + "@db.invalid/pulse"))
                .failed(4, "cannot reach postgresql://iot@db.invalid:5432/pulse: the host name is not known")
                .inOneLine()
                .nowhere("geh", "eim");
    }

    @Test
    void a_refused_port_is_worth_a_retry_and_a_document_for_machines() throws IOException {
        String url = "postgresql://iot:" + SECRET + "@127.0.0.1:" + FreePort.find() + "/pulse";
        Outcome outcome = Program.on(url).run("migrate", "--output=json", "--migrations=" + folder);

        Said said = Said.by(outcome)
                .failed(4, "cannot reach postgresql://iot@127.0.0.1:")
                .inOneLine();
        said.nowhere("geh", "eim");
        assertThat(said.document("error").get("error").get("exit").asInt()).isEqualTo(4);
    }

    @Test
    void a_check_of_an_unreachable_database_is_unknown_and_exits_4() throws IOException {
        String url = "postgresql://iot:" + SECRET + "@127.0.0.1:" + FreePort.find() + "/pulse";

        Said.by(Program.on(url).run("check", "schema"))
                .exit(4)
                .out(
                        "UNKNOWN",
                        "schema.current",
                        "schema.drift",
                        "schema.index",
                        "schema.rehearsal",
                        "schema.unlogged",
                        "schema.restore",
                        "schema.lock",
                        "schema.isolation",
                        "could not look: cannot reach",
                        "9 unknown")
                .once("could not look")
                .nowhere("geh", "eim", "\tat ", "Exception");
    }

    @Test
    void a_wrong_password_is_useless_to_retry() {
        Said.by(migrate("postgresql://postgres:" + SECRET + "@127.0.0.1:" + SERVER.port() + "/postgres"))
                .failed(2, "refused the login", "password authentication failed", "check user and password")
                .inOneLine()
                .nowhere("geh", "eim");
    }

    @Test
    void a_missing_password_is_told_with_the_role_and_where_to_put_it() {
        String server = "@127.0.0.1:" + SERVER.port() + "/postgres";

        Said.by(Program.on("postgresql://postgres" + server).run("status"))
                .failed(2, "no password for role postgres", "put it into DATABASE_URL, PGPASSWORD or a passfile")
                .inOneLine();
        Said.by(Program.withoutDatabase().run("status", "--database-url=postgresql://postgres" + server))
                .failed(2, "no password for role postgres", "put it into PGPASSWORD or a passfile");
        Said.by(Program.on(SERVER.url("postgres"))
                        .with("DIRECT_DATABASE_URL", "postgresql://postgres" + server)
                        .run("migrate", "--wait=1m", "--migrations=" + folder))
                .failed(2, "no password for role postgres", "DIRECT_DATABASE_URL");
    }

    @Test
    void a_check_without_a_password_is_not_retried() {
        String url = "postgresql://watcher@127.0.0.1:" + SERVER.port() + "/postgres";

        Said.by(Program.on(SERVER.url("postgres"))
                        .with("CHECK_DATABASE_URL", url)
                        .run("check", "schema"))
                .exit(2)
                .err("no password for role watcher", "CHECK_DATABASE_URL");
    }

    @Test
    void a_failure_names_the_option_that_was_wrong() {
        String missing = SERVER.url("no_such_database");

        Said.by(Program.on(SERVER.url("postgres"))
                        .with("CHECK_DATABASE_URL", missing)
                        .run("check", "schema"))
                .exit(2)
                .err("correct the name in CHECK_DATABASE_URL");
        Said.by(Program.on(SERVER.url("postgres"))
                        .with("BACKUP_DATABASE_URL", missing)
                        .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                        .run("backup", "take", "--init"))
                .failed(2, "correct the name in BACKUP_DATABASE_URL");
        Said.by(Program.withoutDatabase()
                        .with("CHECK_DATABASE_URL", "postgres//x")
                        .run("check", "schema"))
                .failed(2, "CHECK_DATABASE_URL: the database URL is malformed");
    }

    @Test
    void a_missing_database_is_useless_to_retry() {
        Said.by(migrate(SERVER.url("no_such_database")))
                .failed(
                        2,
                        "/no_such_database: the database does not exist",
                        "CREATE DATABASE \"no_such_database\"; there, or correct the name in DATABASE_URL")
                .inOneLine()
                .nowhere(SERVER.password());
    }

    @Test
    void a_role_without_rights_is_told_which_right_is_missing_and_nothing_is_made_up() throws SQLException {
        try (TestDatabase database = SERVER.createDatabase()) {
            String role = database.name() + "_role";
            database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'geheim'");
            String url = "postgresql://" + role + ":geheim@127.0.0.1:" + SERVER.port() + "/" + database.name();
            try {
                Said.by(migrate(url))
                        .failed(2, "permission denied for schema public", "grant")
                        .nowhere("geheim");

                Said.by(migrate(database.url())).exit(0);
                Said.by(status(url))
                        .failed(2, "may not read flyway_schema_history", "GRANT SELECT ON")
                        .nowhere("geheim");

                database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
                Said.by(status(url)).failed(2, "schema", "GRANT USAGE").nowhere("pending");
                Said.by(migrate(url)).failed(2, "schema", "GRANT USAGE");
            } finally {
                database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    @Test
    void a_server_without_timescaledb_is_told_and_keeps_what_was_applied() throws SQLException {
        Program.write(folder, "002_timescale.sql", "CREATE TABLE gone (n int);", "CREATE EXTENSION timescaledb;");
        try (PostgresServer bare = SERVER.newServer();
                TestDatabase database = bare.createDatabase()) {
            database.execute("ALTER SYSTEM SET shared_preload_libraries = 'auto_explain'");
            bare.restart();

            Said.by(migrate(database.url()))
                    .failed(1, "002_timescale.sql:2", "timescaledb", "1 file before it stays applied");
            Said.by(status(database.url())).exit(0).out("applied", "pending");
        }
    }

    private Outcome migrate(String url) {
        return Program.on(url).run("migrate", "--migrations=" + folder);
    }

    private Outcome status(String url) {
        return Program.on(url).run("status", "--migrations=" + folder);
    }
}
