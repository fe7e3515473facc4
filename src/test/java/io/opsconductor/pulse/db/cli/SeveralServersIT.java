package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.TcpProxy;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One name that leads to two servers in turn, which have a database of the same name and the same login. */
@ProgramTest
class SeveralServersIT {
    private static final PostgresServer HERE = DevelopmentDatabases.shared().server();
    private static final String ELSEWHERE = "is another server than a moment ago";

    @TempDir
    Path folder;

    private PostgresServer other;
    private TestDatabase database;
    private TcpProxy name;
    private int here;
    private int there;
    private String url;

    @BeforeEach
    void two_servers() throws SQLException {
        other = HERE.newServer();
        database = HERE.createDatabase();
        String login = "CREATE ROLE " + database.name() + " LOGIN SUPERUSER PASSWORD 'joint'";
        database.execute(login);
        try (TestDatabase any = other.createDatabase()) {
            any.execute(login);
            any.execute("CREATE DATABASE " + database.name());
        }
        here = URI.create(database.url()).getPort();
        there = URI.create(other.url("postgres")).getPort();
        name = new TcpProxy(here);
        url = name.through(database.url().replaceFirst("//.*@", "//" + database.name() + ":joint@"));
        name.leadInTurn(here, there);
    }

    @AfterEach
    void close() throws Exception {
        name.close();
        database.execute("DROP ROLE " + database.name());
        database.close();
        other.close();
    }

    @Test
    void each_session_has_to_be_on_the_server_of_the_first() throws SQLException {
        try (Database connected = new Database(DatabaseUrl.parse(url));
                Connection first = connected.connect("test")) {
            assertElsewhere(() -> connected.connect("test"));
            name.leadTo(there);
            assertElsewhere(() -> connected.connectForScripts("test"));
            assertElsewhere(connected::lease);
            assertElsewhere(() -> connected.read("test", session -> true));
            assertElsewhere(() -> connected.forOneCheckup().read(session -> true));
            assertThat(connected.isOnSeveralServers()).isTrue();

            assertThat(first.isValid(5)).isTrue();
            assertThat(connected.forOneTask().read("test", Connection::isReadOnly))
                    .isFalse();
        }
    }

    @Test
    void a_check_that_sees_two_servers_knows_nothing_of_either() throws Exception {
        Said.by(program().run("check", "schema")).exit(3).out(ELSEWHERE, "name one of them", "2 unknown");
    }

    @Test
    void a_restore_that_meets_two_servers_changes_neither(@Postgres TestDatabase source) throws Exception {
        source.execute("CREATE TABLE t AS SELECT i FROM generate_series(1, 1000) i");
        PulseDbProgram program = Program.on(source.url());
        Said.by(backups(program).run("backup", "take", "--init")).exit(0);

        Said.by(backups(program).run("restore", "--into=" + url))
                .failed(4, ELSEWHERE)
                .nowhere("drop it");

        name.leadTo(here);
        assertThat(tables("t")).isZero();
        name.leadTo(there);
        assertThat(tables("t")).isZero();
    }

    private PulseDbProgram backups(PulseDbProgram program) {
        return program.with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString()).clientTools();
    }

    private void assertElsewhere(ThrowingCallable login) {
        assertThatThrownBy(login).isInstanceOf(PulseFailure.class).hasMessageContaining(ELSEWHERE);
    }

    private long tables(String table) throws SQLException {
        try (Database connected = new Database(DatabaseUrl.parse(url))) {
            return connected.read(session -> Query.one(
                    session,
                    "SELECT pg_catalog.count(*) FROM pg_catalog.pg_tables WHERE tablename = '" + table + "'",
                    row -> row.getLong(1)));
        }
    }

    private PulseDbProgram program() {
        return Program.on(url);
    }
}
