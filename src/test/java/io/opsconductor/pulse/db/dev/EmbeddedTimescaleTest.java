package io.opsconductor.pulse.db.dev;

import static io.opsconductor.pulse.db.dev.Sql.execute;
import static io.opsconductor.pulse.db.dev.Sql.text;
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
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedTimescaleTest {

    @AutoClose
    private static final EmbeddedTimescale SERVER = new EmbeddedTimescale();

    @AutoClose
    private final TestDatabase database = SERVER.create();

    @Test
    void a_database_is_empty_and_called_as_it_was_asked_for() throws SQLException {
        try (var connection = database.connect()) {
            assertThat(text(connection, "SELECT current_database()")).isEqualTo(database.name());
            assertThat(text(connection, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isEqualTo("0");
            assertThat(text(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'timescaledb'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void an_index_built_concurrently_is_valid_and_refused_in_a_transaction() throws SQLException {
        try (var connection = database.connect()) {
            execute(connection, "CREATE TABLE t (a int)");
            execute(connection, "CREATE INDEX CONCURRENTLY t_a ON t (a)");
            assertThat(text(connection, "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass"))
                    .isEqualTo("t");
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> execute(connection, "CREATE INDEX CONCURRENTLY t_b ON t (a)"))
                    .hasMessageContaining("cannot run inside a transaction block");
        }
    }

    @Test
    void copy_goes_both_ways() throws Exception {
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
    void compression_and_retention_run_when_their_jobs_are_called() throws SQLException {
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
    void pg_dump_and_pg_restore_work_through_it(@TempDir Path folder) throws Exception {
        var dump = folder.resolve("dump").toString();
        database.execute("CREATE TABLE t (a int)", "INSERT INTO t SELECT generate_series(1, 1000)");
        run("pg_dump", "--format=custom", "--file=" + dump, database.url());
        try (var restored = SERVER.create()) {
            run("pg_restore", "--dbname=" + restored.url(), dump);
            try (var connection = restored.connect()) {
                assertThat(text(connection, "SELECT sum(a) FROM t")).isEqualTo("500500");
            }
        }
    }

    @Test
    void an_unknown_database_is_refused() {
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl().replace(database.name(), "nowhere")))
                .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("3D000"));
    }

    @Test
    void a_database_that_hangs_leaves_the_others_alone_and_can_be_dropped() throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        var hanging = SERVER.create();
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
    void a_client_that_breaks_the_protocol_is_thrown_out() throws Exception {
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
}
