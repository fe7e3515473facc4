package io.opsconductor.pulse.db.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedTimescaleTest {

    private static EmbeddedTimescale server;

    private TestDatabase database;

    @BeforeAll
    static void startServer() {
        server = new EmbeddedTimescale();
    }

    @BeforeEach
    void createDatabase() {
        database = server.create();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void aDatabaseIsEmptyAndCalledAsItWasAskedFor() throws SQLException {
        try (var connection = database.connect()) {
            assertThat(text(connection, "SELECT current_database()")).isEqualTo(database.name());
            assertThat(text(connection, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isEqualTo("0");
            assertThat(text(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'timescaledb'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void manyConnectionsTakeTurns() throws Exception {
        int clients = 8;
        int rounds = 25;
        database.execute("CREATE TABLE counter (value int)", "INSERT INTO counter VALUES (0)");
        Callable<Void> client = () -> {
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int round = 0; round < rounds; round++) {
                    int value = Integer.parseInt(text(connection, "SELECT value FROM counter"));
                    statement.execute("UPDATE counter SET value = " + (value + 1));
                    connection.commit();
                }
            }
            return null;
        };
        var threads = Executors.newFixedThreadPool(clients);
        for (var done : threads.invokeAll(
                IntStream.range(0, clients).mapToObj(i -> client).toList())) {
            done.get();
        }
        threads.shutdown();
        try (var connection = database.connect()) {
            assertThat(text(connection, "SELECT value FROM counter")).isEqualTo(String.valueOf(clients * rounds));
        }
    }

    @Test
    void settingsAndRolesOfOneConnectionAreNotSeenByAnother() throws SQLException {
        database.execute("CREATE ROLE reader", "CREATE SCHEMA elsewhere");
        try (var one = database.connect();
                var other = database.connect()) {
            execute(one, "SET search_path = elsewhere");
            execute(one, "SET app.tenant = 'one'");
            execute(one, "SET statement_timeout = '7s'");
            execute(one, "SET ROLE reader");
            assertThat(text(other, "SHOW search_path")).isEqualTo("\"$user\", public");
            assertThat(text(other, "SELECT current_setting('app.tenant', true)"))
                    .isNullOrEmpty();
            assertThat(text(other, "SELECT current_user")).isEqualTo("postgres");
            assertThat(text(one, "SHOW search_path")).isEqualTo("elsewhere");
            assertThat(text(one, "SHOW app.tenant")).isEqualTo("one");
            assertThat(text(one, "SHOW statement_timeout")).isEqualTo("7s");
            assertThat(text(one, "SELECT current_user")).isEqualTo("reader");
            execute(other, "RESET ALL");
            assertThat(text(other, "SHOW search_path")).isEqualTo("\"$user\", public");
        }
    }

    @Test
    void settingsOfARoleAndOfTheConnectionStringApply() throws SQLException {
        database.execute("CREATE ROLE app LOGIN", "ALTER ROLE app SET work_mem = '9MB'");
        String url = database.jdbcUrl().replace("user=postgres", "user=app") + "&options=-c%20lock_timeout=3s"
                + "&ApplicationName=tester&currentSchema=mine";
        try (var connection = DriverManager.getConnection(url)) {
            assertThat(text(connection, "SELECT session_user")).isEqualTo("app");
            assertThat(text(connection, "SHOW work_mem")).isEqualTo("9MB");
            assertThat(text(connection, "SHOW lock_timeout")).isEqualTo("3s");
            assertThat(text(connection, "SHOW application_name")).isEqualTo("tester");
            assertThat(text(connection, "SHOW search_path")).isEqualTo("mine");
        }
    }

    @Test
    void preparedStatementsOfTheSameNameAreKeptApart() throws SQLException {
        for (String threshold : new String[] {"0", "1", "5"}) {
            String url = database.jdbcUrl() + "&prepareThreshold=" + threshold;
            try (var one = DriverManager.getConnection(url);
                    var other = DriverManager.getConnection(url);
                    var ones = one.prepareStatement("SELECT 'one' || ?::text");
                    var others = other.prepareStatement("SELECT 'other' || ?::text")) {
                for (int round = 0; round < 10; round++) {
                    ones.setInt(1, round);
                    others.setInt(1, round);
                    assertThat(text(ones)).isEqualTo("one" + round);
                    assertThat(text(others)).isEqualTo("other" + round);
                }
            }
        }
    }

    @Test
    void whoeverWantsTheBackendWaitsForTheOpenTransaction() throws Exception {
        database.execute("CREATE TABLE t (a int)");
        var thread = Executors.newSingleThreadExecutor();
        try (var one = database.connect();
                var other = database.connect()) {
            one.setAutoCommit(false);
            execute(one, "INSERT INTO t VALUES (1)");
            var count = thread.submit(() -> text(other, "SELECT count(*) FROM t"));
            Thread.sleep(200);
            assertThat(count).isNotDone();
            one.commit();
            assertThat(count.get()).isEqualTo("1");
        }
        thread.shutdown();
    }

    @Test
    void theTransactionOfAClientThatVanishesIsRolledBack() throws Exception {
        database.execute("CREATE TABLE t (a int)");
        var vanishing = database.connect();
        vanishing.setAutoCommit(false);
        execute(vanishing, "INSERT INTO t VALUES (1)");
        vanishing.abort(Runnable::run);
        try (var connection = database.connect()) {
            assertThat(text(connection, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void anAdvisoryLockKeepsTheOtherSessionOut() throws SQLException {
        try (var one = database.connect();
                var other = database.connect()) {
            assertThat(text(one, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("t");
            assertThat(text(other, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("f");
            assertThat(text(other, "SELECT pg_try_advisory_xact_lock(-42)")).isEqualTo("f");
            assertThat(text(other, "SELECT pg_try_advisory_lock(-43)")).isEqualTo("t");
            assertThat(text(other, "SELECT pg_try_advisory_lock(7, -8)")).isEqualTo("t");
            assertThat(text(one, "SELECT pg_try_advisory_lock(7, -8)")).isEqualTo("f");
            assertThat(text(other, "SELECT pg_advisory_unlock(-42)")).isEqualTo("f");
            assertThatThrownBy(() -> text(other, "SELECT pg_advisory_lock(-42)"))
                    .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo("55P03"));
            assertThat(text(one, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("t");
            assertThat(text(one, "SELECT pg_advisory_unlock(-42)")).isEqualTo("t");
            assertThat(text(other, "SELECT pg_try_advisory_lock(-42)"))
                    .as("taken twice, given up once")
                    .isEqualTo("f");
        }
        try (var third = database.connect()) {
            assertThat(text(third, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("t");
        }
    }

    @Test
    void theLockOfAClientThatVanishesIsGivenUpWhileOthersStay() throws SQLException {
        try (var staying = database.connect()) {
            var vanishing = database.connect();
            text(vanishing, "SELECT pg_try_advisory_lock(1)");
            assertThat(text(staying, "SELECT pg_try_advisory_lock(1)")).isEqualTo("f");
            vanishing.abort(Runnable::run);
            assertThat(text(staying, "SELECT pg_try_advisory_lock(1)")).isEqualTo("t");
        }
    }

    @Test
    void copyGoesBothWays() throws Exception {
        database.execute("CREATE TABLE t (a int, b text)");
        int rows = 20_000;
        var lines = new StringBuilder();
        IntStream.range(0, rows)
                .forEach(
                        i -> lines.append(i).append('\t').append("x".repeat(50)).append('\n'));
        try (var connection = database.connect()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            assertThat(copy.copyIn("COPY t FROM STDIN", new StringReader(lines.toString())))
                    .isEqualTo(rows);
            assertThatThrownBy(() -> copy.copyIn("COPY t FROM STDIN", new StringReader("no number\tx\n")))
                    .isInstanceOf(SQLException.class);
            var out = new StringWriter();
            assertThat(copy.copyOut("COPY t TO STDOUT", out)).isEqualTo(rows);
            assertThat(out.toString()).isEqualTo(lines.toString());
        }
    }

    @Test
    void compressionAndRetentionRunWhenTheirJobsAreCalled() throws SQLException {
        try (var connection = database.connect()) {
            execute(connection, "CREATE EXTENSION timescaledb");
            execute(connection, "CREATE TABLE m (time timestamptz NOT NULL, v float8)");
            text(connection, "SELECT create_hypertable('m', by_range('time', interval '1 day'))");
            execute(connection, "INSERT INTO m SELECT now() - i * interval '1 hour', i FROM generate_series(1, 240) i");
            execute(connection, "ALTER TABLE m SET (timescaledb.compress)");
            String compression = text(connection, "SELECT add_compression_policy('m', interval '2 days')");
            String retention = text(connection, "SELECT add_retention_policy('m', interval '7 days')");
            String compressed = "SELECT count(*) FROM timescaledb_information.chunks WHERE is_compressed";
            assertThat(text(connection, compressed)).isEqualTo("0");
            execute(connection, "CALL run_job(" + compression + ")");
            assertThat(Integer.parseInt(text(connection, compressed))).isPositive();
            int before = Integer.parseInt(text(connection, "SELECT count(*) FROM show_chunks('m')"));
            execute(connection, "CALL run_job(" + retention + ")");
            assertThat(Integer.parseInt(text(connection, "SELECT count(*) FROM show_chunks('m')")))
                    .isLessThan(before);
        }
    }

    @Test
    void pgDumpAndPgRestoreWorkThroughIt(@TempDir Path folder) throws Exception {
        var dump = folder.resolve("dump").toString();
        database.execute("CREATE TABLE t (a int)", "INSERT INTO t SELECT generate_series(1, 1000)");
        run("pg_dump", "--format=custom", "--file=" + dump, database.url());
        try (var restored = server.create()) {
            run("pg_restore", "--dbname=" + restored.url(), dump);
            try (var connection = restored.connect()) {
                assertThat(text(connection, "SELECT sum(a) FROM t")).isEqualTo("500500");
            }
        }
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl().replace(database.name(), "nowhere")))
                .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("3D000"));
    }

    @Test
    void aDatabaseThatHangsLeavesTheOthersAloneAndCanBeDropped() throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        var hanging = server.create();
        try (var victim = hanging.connect()) {
            var endless = thread.submit(() -> {
                execute(victim, "DO $$ BEGIN LOOP END LOOP; END $$");
                return null;
            });
            try (var connection = database.connect()) {
                assertThat(text(connection, "SELECT 1")).isEqualTo("1");
            }
            assertThat(endless).isNotDone();
            hanging.close();
            assertThatThrownBy(endless::get).hasRootCauseInstanceOf(SQLException.class);
        }
        thread.shutdown();
    }

    @Test
    void aClientThatBreaksTheProtocolIsThrownOut() throws Exception {
        var address = URI.create(database.url());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var out = new DataOutputStream(socket.getOutputStream());
            byte[] startup = ("\0\3\0\0user\0postgres\0database\0" + database.name() + "\0\0").getBytes(UTF_8);
            out.writeInt(startup.length + Integer.BYTES);
            out.write(startup);
            out.write(new byte[] {'P', 0, 0, 0, 5, 'x', 'S', 0, 0, 0, 4}); // the name has no end
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("protocol violation");
        }
        try (var connection = database.connect()) {
            assertThat(text(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    private static void run(String program, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(DevelopmentDatabases.shared().clientTools().resolve(program).toString());
        command.addAll(List.of(arguments));
        var log = Files.createTempFile("run", ".log");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(log)).isZero();
        Files.delete(log);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            return text(statement);
        }
    }

    private static String text(PreparedStatement statement) throws SQLException {
        try (var answer = statement.executeQuery()) {
            answer.next();
            return answer.getString(1);
        }
    }
}
