package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.FreePort;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, as Kubernetes sends it: nothing goes on behind the back of the pod that is gone. */
@ProgramTest
@AlsoOnTheJvm
class StoppedRunIT {
    @TempDir
    Path folder;

    @TempDir
    Path metrics;

    @Postgres
    private TestDatabase database;

    @BeforeEach
    void open() {
        Program.write(folder, "001_t.sql", "CREATE TABLE t AS SELECT 1 AS n;");
    }

    @Test
    void in_the_middle_of_a_file() throws Exception {
        Program.write(folder, "002_slow.sql", "CREATE TABLE gone (n int);", "SELECT pg_sleep(600);");
        Process program = start();
        awaitRow("SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(600)%'"
                + " AND datname = current_database()");

        Said.by(terminated(program))
                .failed(
                        4,
                        "[2/2] 002_slow.sql",
                        "told to stop: 002_slow.sql was rolled back; 1 file before it stays applied",
                        "run migrate again");

        assertThat(metrics.resolve("pulse.migrate.prom"))
                .content()
                .containsPattern("pulse_db_command_exit_code\\{command=\"migrate\",database=\"[^\"]+\",set=\"\"} 4");
        assertThat(value("SELECT to_regclass('gone')")).isNull();
        assertThat(value("SELECT count(*) FROM flyway_schema_history")).isEqualTo("1");
        // The server ends a session a moment after its client.
        awaitRow("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity"
                + " WHERE application_name LIKE 'pulse-db%' AND datname = current_database())");
    }

    @Test
    void while_it_waits_for_another_run() throws Exception {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(x'70756c7365006462'::bigint)");
            Process program = start();
            awaitRow("SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'pulse-db migrate%'"
                    + " AND query LIKE '%advisory%lock%' AND datname = current_database()");

            Said.by(terminated(program)).failed(4, "waiting for the migration lock", "told to stop while waiting");
        }
        assertThat(value("SELECT to_regclass('t')")).isNull();
    }

    @Test
    void while_it_waits_for_a_server_that_is_not_there_yet() throws Exception {
        Process program = Program.on("postgresql://postgres@127.0.0.1:" + FreePort.find() + "/pulse")
                .start("migrate", "--wait", "--migrations=" + folder);
        BufferedReader lines = program.errorReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).startsWith("waiting: cannot reach ");
        program.toHandle().destroy();

        assertThat(Patience.exit(program)).isEqualTo(4);
        assertThat(lines.lines().filter(line -> line.startsWith("pulse-db: ")))
                .containsExactly("pulse-db: told to stop while waiting for the server -> run it again");
    }

    @Test
    void in_a_file_that_no_transaction_protects() throws Exception {
        Said.by(Program.on(database.url()).run("migrate", "--migrations=" + folder))
                .exit(0);
        Program.write(folder, "002_i.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);");
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            Process program = start();
            awaitRow("SELECT 1 FROM pg_class WHERE relname = 't_n'");

            Said.by(terminated(program)).failed(1, "it left the invalid index public.t_n", "pulse-db repair retry 002");
            application.rollback();
        }
        Said.by(Program.on(database.url()).run("repair", "rebuild-indexes", "--dry-run"))
                .exit(0)
                .out("would repair public.t_n on public.t: REINDEX INDEX CONCURRENTLY public.t_n;");
        Said.by(Program.on(database.url()).run("repair", "rebuild-indexes", "--output=json"))
                .exit(0)
                .document("indexes");
        assertThat(value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    /** The server is asked to cancel four times a second, so that what is asked behind the file is struck, too. */
    @Test
    void in_such_a_file_where_the_look_behind_it_is_cancelled_as_well() throws Exception {
        Program.write(folder, "002_i.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);");
        Said.by(Program.on(database.url()).run("migrate", "--target=001", "--migrations=" + folder))
                .exit(0);
        try (Connection application = database.connect();
                Statement holds = application.createStatement();
                Connection other = database.connect();
                Statement locks = other.createStatement()) {
            application.setAutoCommit(false);
            holds.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            Process program = start();
            awaitRow("SELECT 1 FROM pg_class WHERE relname = 't_n'");
            other.setAutoCommit(false);
            locks.execute("LOCK TABLE pg_catalog.pg_index IN ACCESS EXCLUSIVE MODE");

            program.toHandle().destroy();
            Set<String> looks = new HashSet<>();
            await().until(() -> {
                locks.execute("SELECT pg_stat_clear_snapshot()");
                try (ResultSet rows = locks.executeQuery(
                        "SELECT query_start::text FROM pg_stat_get_activity(NULL) WHERE wait_event_type = 'Lock'"
                                + " AND application_name LIKE 'pulse-db migrate%' AND query NOT LIKE 'CREATE%'")) {
                    while (rows.next()) {
                        looks.add(rows.getString(1));
                    }
                }
                return looks.size() > 1;
            });
            other.rollback();

            Said.by(terminated(program)).failed(1, "it left the invalid index public.t_n", "pulse-db repair retry 002");
            application.rollback();
        }
    }

    private Process start() {
        return Program.on(database.url())
                .with("PULSE_MIGRATIONS_LOCK_TIMEOUT", "5m")
                .with("PULSE_METRICS_FILE", metrics.resolve("pulse.prom").toString())
                .start("migrate", "--progress", "--migrations=" + folder);
    }

    private static Outcome terminated(Process program) throws IOException, InterruptedException {
        program.toHandle().destroy();
        return new Outcome(
                Patience.exit(program),
                new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private void awaitRow(String sql) {
        await().until(() -> value(sql) != null);
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
