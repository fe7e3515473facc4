package io.opsconductor.pulse.db.dev.bench;

import java.io.File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;

/**
 * Kills the program at random moments of fresh runs of db/migrations, 300 times (-Dfaults.kills), and starts it 100 times
 * at once (-Dfaults.starts). Whenever a database is done, its schema, history and rows must be those of a run that nothing
 * disturbed: the first difference ends it with exit 1. The seed is printed; -Dfaults.seed repeats the moments.
 */
public final class Faults {
    private static final int KILLS = Integer.getInteger("faults.kills", 300);
    private static final int STARTS = Integer.getInteger("faults.starts", 100);
    private static final int DONE = 0;
    private static final int KILLED = 137;

    private final PostgresServer server = DevelopmentDatabases.shared().server();
    private final Random random;
    private List<String> undisturbed = List.of();
    private long millis;

    private Faults(long seed) {
        random = new Random(seed);
    }

    public static void main(String... arguments) throws Exception {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.printf("%s, seed %d%n", Chosen.program(), seed);
        new Faults(seed).run();
    }

    private void run() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            Measured fresh = Measured.of(() -> migrate(database));
            millis = fresh.millis();
            undisturbed = state(database);
            System.out.printf("undisturbed: %d ms, %d lines of schema, history and rows%n", millis, undisturbed.size());
        }
        kill();
        startAtOnce();
    }

    private void kill() throws Exception {
        int killed = 0;
        int databases = 0;
        while (killed < KILLS) {
            try (TestDatabase database = server.createDatabase()) {
                for (int exit = KILLED; exit != DONE; ) {
                    // The last ones let it go on to its end.
                    exit = killed < KILLS ? runAndKill(database) : end(migrate(database));
                    killed += exit == KILLED ? 1 : 0;
                }
                compare(database, "after kills");
                databases++;
            }
        }
        System.out.printf("%d kills over %d databases: each in the end as undisturbed%n", killed, databases);
    }

    private int runAndKill(TestDatabase database) throws Exception {
        Process process = migrate(database);
        if (!process.waitFor(random.nextLong(millis + 1), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return end(process);
    }

    private void startAtOnce() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            List<Process> all = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                all.add(migrate(database));
            }
            Map<Integer, Integer> exits = new TreeMap<>();
            for (Process process : all) {
                exits.merge(end(process), 1, Integer::sum);
            }
            compare(database, "after starts at once");
            System.out.printf("%d starts at once, count by exit code %s: in the end as undisturbed%n", STARTS, exits);
            if (!exits.equals(Map.of(DONE, STARTS))) {
                throw new IllegalStateException("not every start ended with 0");
            }
        }
    }

    private static Process migrate(TestDatabase database) {
        return new PulseDbProgram()
                .javaOption("-XX:TieredStopAtLevel=1")
                .javaOption("-XX:+UseSerialGC")
                .database(database.url())
                .outputTo(new File("/dev/null"))
                .joined()
                .start("migrate");
    }

    private static int end(Process process) throws InterruptedException {
        int exit = process.waitFor();
        if (exit != DONE && exit != KILLED) {
            throw new IllegalStateException("migrate ended with " + exit);
        }
        return exit;
    }

    private void compare(TestDatabase database, String when) throws Exception {
        List<String> found = state(database);
        if (!found.equals(undisturbed)) {
            List<String> more = new ArrayList<>(found);
            more.removeAll(undisturbed);
            List<String> less = new ArrayList<>(undisturbed);
            less.removeAll(found);
            throw new IllegalStateException(when + ": there is " + more + ", there is not " + less);
        }
    }

    /** pg_dump's account of the schema, the two histories, and how many rows each table has. */
    private List<String> state(TestDatabase database) throws Exception {
        List<String> lines = new ArrayList<>();
        Process dump = new ProcessBuilder(
                        server.binDirectory().resolve("pg_dump").toString(),
                        "--schema-only",
                        "--dbname=" + database.url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // Since 17.6 a dump begins and ends with a random word of its own.
        dump.inputReader()
                .lines()
                .filter(line -> !line.matches("\\\\(un)?restrict .*"))
                .forEach(lines::add);
        if (dump.waitFor() != 0) {
            throw new IllegalStateException("pg_dump: exit " + dump.exitValue());
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            add(
                    lines,
                    statement,
                    "SELECT concat_ws(' ', version, description, type, script, checksum, success)"
                            + " FROM flyway_schema_history ORDER BY installed_rank");
            add(lines, statement, "SELECT concat_ws(' ', version, filename) FROM schema_migrations ORDER BY 1");
            add(
                    lines,
                    statement,
                    "SELECT DISTINCT concat_ws(' ', version, script, checksum, digest) FROM pulse_migration_log"
                            + " WHERE event = 'applied' ORDER BY 1");
            // A killed run leaves in the log that it began.
            add(
                    lines,
                    statement,
                    "SELECT format('%s %s rows', c.oid::regclass, (xpath('/row/n/text()', query_to_xml(format("
                            + "'SELECT count(*) AS n FROM %s', c.oid::regclass), true, true, '')))[1]) FROM pg_class c"
                            + " WHERE c.relkind IN ('r', 'p') AND c.relname <> 'pulse_migration_log'"
                            + " AND c.relnamespace::regnamespace::text = 'public' ORDER BY 1");
        }
        return lines;
    }

    private static void add(List<String> lines, Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
    }
}
