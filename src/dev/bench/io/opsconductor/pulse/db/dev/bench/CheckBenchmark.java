package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;

/**
 * Runs {@code check compression retention} against a small database and one with 30,000 chunks over 50 hypertables, all
 * of them promised to be compressed and dropped, beside the bare scan of TimescaleDB's own view of chunks. Prints medians of wall time, server time, statements and peak memory.
 */
public final class CheckBenchmark {
    private static final int HYPERTABLES = Integer.getInteger("bench.hypertables", 50);
    private static final int CHUNKS = Integer.getInteger("bench.chunks", 30_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 9);
    private static final String BARE = "select count(*) from timescaledb_information.chunks";

    /**
     * @param statements how many the server executed
     * @param serverMillis what they took there
     */
    private record Run(Measured process, List<ServerLog.Statement> statements, double serverMillis) {}

    private final PostgresServer server;

    private CheckBenchmark(PostgresServer server) {
        this.server = server;
    }

    public static void main(String... arguments) throws Exception {
        Summary summary = new Summary();
        run(summary);
        summary.print();
    }

    static void run(Summary summary) throws Exception {
        System.out.println("pulse-db is " + Chosen.program());
        new CheckBenchmark(DevelopmentDatabases.shared().server()).measure(summary);
    }

    private void measure(Summary summary) throws Exception {
        try (TestDatabase large = server.createDatabase();
                TestDatabase small = server.createDatabase()) {
            long began = System.nanoTime();
            fill(large, HYPERTABLES, CHUNKS / HYPERTABLES);
            fill(small, 1, 10);
            System.out.printf(
                    "%d chunks over %d hypertables, made in %d s; %d rounds, medians%n%n",
                    CHUNKS, HYPERTABLES, (System.nanoTime() - began) / 1_000_000_000, ROUNDS);
            System.out.printf(
                    "%-44s %9s %12s %8s %11s %9s%n", "", "wall", "server time", "ratio", "statements", "peak RSS");
            Path none = promises("9000d");
            Path late = promises("1d");
            List<Run> bare = new ArrayList<>();
            List<Run> nothingLate = new ArrayList<>();
            List<Run> allLate = new ArrayList<>();
            List<Run> few = new ArrayList<>();
            // The first round warms the caches and is not counted.
            for (int round = 0; round <= ROUNDS; round++) {
                if (round == 1) {
                    List.of(bare, nothingLate, allLate, few).forEach(List::clear);
                }
                bare.add(once(large, () -> psql(large, BARE + ";\n")));
                nothingLate.add(once(large, () -> program(large, none)));
                allLate.add(once(large, () -> program(large, late)));
                few.add(once(small, () -> program(small, none)));
            }
            print("psql: " + BARE.replaceFirst(".*from ", "count(*) from "), bare, bare);
            print("pulse-db check, nothing is late", nothingLate, bare);
            print("pulse-db check, every chunk is late", allLate, bare);
            print("pulse-db check, 1 hypertable, 10 chunks", few, bare);
            String beside = "psql, `" + BARE + "`";
            summary.row(
                    "`check`, " + CHUNKS + " chunks, nothing late", beside, processes(bare), processes(nothingLate));
            summary.row("`check`, " + CHUNKS + " chunks, all late", beside, processes(bare), processes(allLate));
            Files.delete(none);
            Files.delete(late);
        }
    }

    private static List<Measured> processes(List<Run> runs) {
        return runs.stream().map(Run::process).toList();
    }

    /** A configuration that promises all hypertables the same. */
    private static Path promises(String lag) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < HYPERTABLES; i++) {
            text.append("pulse.hypertables.m" + i + ".compress-after=" + lag + "\n");
            text.append("pulse.hypertables.m" + i + ".drop-after=" + lag + "\n");
        }
        return Files.writeString(Files.createTempFile("bench", ".properties"), text);
    }

    private interface Work {
        Measured run() throws IOException;
    }

    private Run once(TestDatabase database, Work work) throws Exception {
        long before = Files.size(server.log());
        Measured measured = work.run();
        Thread.sleep(200);
        ServerLog psql = ServerLog.read(server.log(), before, "psql", database.name());
        ServerLog ours = ServerLog.read(server.log(), before, "pulse-db check", database.name());
        ServerLog log = psql.statements().isEmpty() ? ours : psql;
        return new Run(measured, log.statements(), log.millis());
    }

    private Measured psql(TestDatabase database, String script) throws IOException {
        Path file = Files.createTempFile("bench", ".sql");
        try {
            Files.writeString(file, script);
            return Measured.of(new ProcessBuilder(
                    server.binDirectory().resolve("psql").toString(),
                    "-X",
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-o",
                    "/dev/null",
                    "-d",
                    database.url(),
                    "-f",
                    file.toString())::start);
        } finally {
            Files.delete(file);
        }
    }

    /** With findings it exits with 3, which is no failure here. */
    private static Measured program(TestDatabase database, Path promises) throws IOException {
        PulseDbProgram program =
                new PulseDbProgram().database(database.url()).with("PULSE_CONFIG", promises.toString());
        return Measured.of(3, () -> program.start("check", "compression", "retention"));
    }

    private static void fill(TestDatabase database, int hypertables, int chunks) throws Exception {
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < hypertables; i++) {
                statement.execute("CREATE TABLE m" + i + " (at timestamptz NOT NULL, device int, value float)");
                statement.execute("SELECT create_hypertable('m" + i
                        + "', 'at', chunk_time_interval => interval '1 day', create_default_indexes => false)");
                statement.execute("INSERT INTO m" + i + " SELECT now() - day * interval '1 day', day, day"
                        + " FROM generate_series(1, " + chunks + ") AS day");
            }
            statement.execute("ANALYZE");
        }
        database.execute(
                "ALTER DATABASE " + database.name() + " SET log_min_duration_statement = 0",
                "ALTER SYSTEM SET log_line_prefix = '" + ServerLog.PREFIX + "'",
                "SELECT pg_reload_conf()");
    }

    private static void print(String what, List<Run> runs, List<Run> bare) {
        System.out.printf(
                "%-44s %6.0f ms %9.1f ms %7.2f× %11d %5.0f MiB%n",
                what,
                median(runs, run -> run.process().millis()),
                median(runs, Run::serverMillis),
                median(runs, Run::serverMillis) / median(bare, Run::serverMillis),
                runs.get(0).statements().size(),
                median(runs, run -> run.process().peakKib() / 1024.0));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        double[] values = runs.stream().mapToDouble(figure).sorted().toArray();
        return values[values.length / 2];
    }
}
