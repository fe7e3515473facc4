package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.FreePort;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run}, {@code metrics} and {@code check} tell machines, and the health of the first two. */
@ProgramTest
@AlsoOnTheJvm
class MetricsIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    private final int port = FreePort.find();
    private final Scrape scrape = new Scrape(port);
    private Process process;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Program.write(
                folder.resolve("migrations"),
                "001_first.sql",
                "CREATE EXTENSION IF NOT EXISTS timescaledb;",
                "CREATE TABLE \"odd \"\"name\"\"\\\" (at timestamptz NOT NULL);",
                "SELECT create_hypertable('\"odd \"\"name\"\"\\\"', 'at');",
                "INSERT INTO \"odd \"\"name\"\"\\\" VALUES (now() - interval '100 days');");
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void with_everything_configured_every_series_is_there_and_file_and_output_say_the_same() throws Exception {
        Path file = folder.resolve("pulse.prom");
        Said.by(program().run("migrate")).exit(0);
        Said.by(program()
                        .with("BACKUP_DATABASE_URL", "postgresql://127.0.0.1:" + FreePort.find() + "/gone")
                        .run("backup", "take"))
                .exit(4);
        Said.by(program().run("backup", "take")).exit(0);
        Said.by(program().run("drill")).exit(0);
        start(program(), "run");
        await().until(() -> scrape.status("/health/ready") == 200);

        assertThat(scrape.get("/"))
                .as("the page of the last check")
                .contains("<h1>", "name&quot;", "Backups of the set daily", "What comes next");
        String scraped = scrape.get("/metrics");
        Said.by(program().with("PULSE_METRICS_FILE", file.toString()).run("check", "--output=metrics"))
                .exit(3)
                .out("pulse_db_hypertable_overdue_chunks{")
                .out("hypertable=\"odd \\\"name\\\"\\\\\",policy=\"retention\"} 1");

        Set<String> all = Stream.of(Metric.values()).map(Metric::id).collect(Collectors.toCollection(TreeSet::new));
        all.removeIf(name -> name.contains("_job_")); // the Apache edition has none
        all.removeIf(name -> name.contains("_command_")); // in files of their own
        all.removeIf(name -> name.contains("_pool_") || name.endsWith("_connections")); // no services are configured
        all.removeIf(name -> name.contains("_copy_")); // no copies are configured
        all.remove(Metric.TASK_LAST_SUCCESS_TIMESTAMP_SECONDS.id());
        assertThat(Scrape.names(scraped)).containsAll(all);
        assertThat(Scrape.names(Files.readString(file)))
                .containsExactlyElementsOf(all.stream()
                        .filter(name -> !name.contains("_task_") && !name.equals(Metric.BACKUP_AGE_SECONDS.id()))
                        .toList());
        Said.by(program().run("healthcheck")).exit(0).silent();
        Said.by(program().run("healthcheck", "--of=ready")).exit(0).silent();
    }

    @Test
    void during_a_check_the_last_complete_one_is_served() throws Exception {
        Said.by(program().run("migrate")).exit(0);
        start(program().with("PULSE_SCHEDULE_CHECK_EVERY", "1s"), "metrics");
        await().until(() -> scrape.status("/health/ready") == 200);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE flyway_schema_history IN ACCESS EXCLUSIVE MODE");
            await().until(this::someoneWaitsForALock);

            String scraped = scrape.get("/metrics");

            assertThat(scraped)
                    .contains("pulse_db_task_running{task=\"check\"} 1\n")
                    .contains("pulse_db_check_last_completion_timestamp_seconds{")
                    .contains("pulse_db_hypertable_chunks{");
            assertThat(scrape.status("/health/live")).isEqualTo(200);
        }
        process.toHandle().destroy();
        assertThat(Patience.exit(process)).isZero();
        assertThat(scrape.status("/health/live")).isZero();
        Said.by(program().run("healthcheck")).failed(1, "does not answer");
    }

    @Test
    void a_port_that_is_taken_ends_it_before_anything_is_done() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Said.by(program().run("run")).failed(2, "cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        Said.by(program().run("status")).exit(0).out("pending");
    }

    @Test
    void what_monitoring_cannot_be_told_changes_neither_report_nor_exit_code() {
        PulseDbProgram.Outcome plain = program().run("check", "connection", "--all");
        PulseDbProgram.Outcome warned = program()
                .with("PULSE_METRICS_FILE", folder.resolve("missing/pulse.prom").toString())
                .with("PULSE_METRICS_PUSH_URL", "http://me:secret@127.0.0.1:" + FreePort.find())
                .run("check", "connection", "--all");

        Said.by(program()
                        .with(
                                "PULSE_METRICS_FILE",
                                folder.resolve("missing/pulse.prom").toString())
                        .with("PULSE_METRICS_PUSH_URL", "gopher://me:secret@nowhere")
                        .run("migrate"))
                .exit(0)
                .err("warning: pulse.metrics.push-url is no URL")
                .nowhere("secret");
        Said.by(warned)
                .exit(plain.exit())
                .err("warning: pulse.metrics.file ", "warning: metrics were not pushed to http://127.0.0.1:")
                .nowhere("secret");
        assertThat(warned.out()).isEqualTo(plain.out());
    }

    @Test
    void a_command_that_changes_something_leaves_how_it_ended_beside_the_series_of_checks() throws Exception {
        PulseDbProgram watched = program()
                .with("PULSE_METRICS_FILE", folder.resolve("pulse.prom").toString());
        Said.by(watched.run("migrate", "--dry-run")).exit(0);
        assertThat(folder.resolve("pulse.migrate.prom"))
                .as("of what changes nothing")
                .doesNotExist();

        Said.by(watched.run("migrate")).exit(0);
        Said.by(watched.with("BACKUP_DATABASE_URL", "postgresql://127.0.0.1:" + FreePort.find() + "/gone")
                        .run("backup", "take", "daily"))
                .exit(4);
        Said.by(watched.run("backup", "verify", "../../nothing")).exit(2);

        assertThat(folder.resolve("pulse.migrate.prom"))
                .content()
                .contains("pulse_db_command_exit_code{command=\"migrate\",database=\"" + database.name()
                        + "\",set=\"\"} 0\n")
                .contains("pulse_db_command_last_success_timestamp_seconds{");
        assertThat(folder.resolve("pulse.backup-take.daily.prom"))
                .content()
                .contains("command=\"backup-take\"", "set=\"daily\"} 4\n")
                .doesNotContain("last_success");
        assertThat(folder.resolve("pulse.backup-verify.prom")).content().contains("set=\"\"} 2\n");
    }

    @Test
    void series_are_of_a_check_only() {
        Said.by(program().run("status", "--output=metrics")).failed(2, "--output=metrics is for pulse-db check");
        Said.by(program().run("check", "--fix", "--output=metrics")).failed(2, "without --fix");
    }

    private PulseDbProgram program() {
        String server = database.url();
        return Program.on(server)
                .with("PULSE_HTTP_PORT", String.valueOf(port))
                .with("PULSE_HTTP_HOST", "127.0.0.1")
                .with("PULSE_PROFILE", "none")
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.resolve("migrations").toString())
                .with("PULSE_HYPERTABLES_ODD_NAME_DROP_AFTER", "3d")
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .with("PULSE_BACKUPS_DAILY_INIT", "true")
                .with("PULSE_BACKUPS_DAILY_RPO", "24h")
                .with("PULSE_BACKUPS_DAILY_RTO", "2h")
                .with("PULSE_BACKUPS_DAILY_DRILL_EVERY", "30d")
                .with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *")
                .with("PULSE_DRILL_URL", server)
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", database.name())
                .with("PULSE_DRILL_TRUST_OWNERS", "true")
                .clientTools();
    }

    private void start(PulseDbProgram program, String command) {
        process = program.joined().outputTo(folder.resolve("run.log").toFile()).start(command);
    }

    private boolean someoneWaitsForALock() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery("SELECT FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND datname = current_database()")) {
            return waiting.next();
        }
    }
}
