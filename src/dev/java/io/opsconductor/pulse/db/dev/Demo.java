package io.opsconductor.pulse.db.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;

/**
 * The whole job in one go, by the packaged program against a real TimescaleDB: migrate, fill, let the policies run, back
 * up, check; then the same check with something broken on purpose. Ends with 0 when all went as it should.
 */
public final class Demo {
    private final TestDatabase database;
    private final Path backups;

    private Demo(TestDatabase database, Path backups) {
        this.database = database;
        this.backups = backups;
    }

    public static void main(String... args) throws Exception {
        Path backups = Files.createTempDirectory("pulse-db-demo");
        try (TestDatabase database = DevelopmentDatabases.shared().timescale()) {
            say("The database: " + DevelopmentDatabases.shared().describe());
            new Demo(database, backups).run();
        } finally {
            delete(backups);
        }
        say("All of it went as it should; database and backups are gone again.");
    }

    private void run() throws SQLException {
        program("Bring the schema up to date", 0, "migrate");
        fill();
        runJobs();
        program("Take a backup, and read it to its end", 0, "backup", "take", "--init", "daily");
        program("List the backups", 0, "backup", "list");
        program("Check: a good report", 0, "check");

        say("Now break two promises: the compression policy of telemetry goes, and a backup may be 1 s old at most.");
        database.execute("SELECT remove_compression_policy('telemetry')");
        Outcome broken =
                run(pulse().with("PULSE_BACKUPS_DAILY_RPO", "1s"), "Check: the same report, and exit 3", 3, "check");
        expect(broken.out(), "compression.policy", "backup.recovery-point");
    }

    private void fill() throws SQLException {
        say("Load four days of telemetry, a reading a minute from each of five devices, and as many system metrics");
        database.execute(
                "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'Acme Water')",
                "INSERT INTO device_registry (tenant_id, device_id, site_id) "
                        + "SELECT 'acme', 'pump-' || n, 'north' FROM generate_series(1, 5) n",
                "INSERT INTO telemetry (time, tenant_id, device_id, site_id, metrics) "
                        + "SELECT t, 'acme', 'pump-' || n, 'north', jsonb_build_object('temp_c', 20 + n, 'battery_pct', 90) "
                        + "FROM generate_series(now() - interval '4 days', now(), interval '1 minute') t, generate_series(1, 5) n",
                "INSERT INTO system_metrics (time, metric_name, service, value) "
                        + "SELECT t, 'cpu', 'ingest', 0.5 FROM generate_series(now() - interval '1 day', now(), interval '1 minute') t");
        print(
                query(
                        "SELECT count(*) || ' rows of telemetry in ' || (SELECT count(*) FROM show_chunks('telemetry')) || ' chunks' FROM telemetry"));
    }

    /** The embedded database has no background workers: what the scheduler would do by itself is called here. */
    private void runJobs() throws SQLException {
        say("Let the policies run");
        for (String job : query(
                "SELECT job_id FROM timescaledb_information.jobs WHERE job_id >= 1000 AND hypertable_name IS NOT NULL ORDER BY job_id")) {
            database.execute("CALL run_job(" + job + ")");
        }
        print(
                query(
                        "SELECT hypertable_name || ': ' || count(*) FILTER (WHERE is_compressed) || ' of ' || count(*) || ' chunks compressed' "
                                + "FROM timescaledb_information.chunks WHERE hypertable_name IN ('telemetry', 'system_metrics') GROUP BY hypertable_name ORDER BY 1"));
    }

    private PulseDbProgram pulse() {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", backups.toString())
                .with(
                        "PULSE_POSTGRESQL_BIN_DIRECTORY",
                        DevelopmentDatabases.shared().clientTools().toString())
                .with("PULSE_TIMESCALE_SCHEDULER_EXPECTED", Boolean.toString(database.schedulerRuns()));
    }

    private void program(String title, int expectedExit, String... arguments) {
        run(pulse(), title, expectedExit, arguments);
    }

    private static Outcome run(PulseDbProgram program, String title, int expectedExit, String... arguments) {
        say(title + "\n\n$ pulse-db " + String.join(" ", arguments));
        Outcome outcome = program.run(arguments);
        System.out.print(outcome.err() + outcome.out());
        if (outcome.exit() != expectedExit) {
            throw new IllegalStateException("pulse-db ended with " + outcome.exit() + ", not with " + expectedExit);
        }
        return outcome;
    }

    private static void expect(String report, String... words) {
        for (String word : words) {
            if (report.lines().noneMatch(line -> line.startsWith("CRITICAL") && line.contains(word))) {
                throw new IllegalStateException("the report does not say: " + word);
            }
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void print(List<String> lines) {
        lines.forEach(System.out::println);
    }

    private static void say(String text) {
        System.out.println("\n=== " + text);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
