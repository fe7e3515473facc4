package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;

/**
 * Backs up telemetry on a real server, in turn by pg_dump alone (the floor, with the same options) and by the packaged
 * program, verifies the result against sha256sum and pg_restore on the same files, and restores it once. Prints medians
 * and ratios. How much telemetry: PULSE_DEV_BENCH_GB gigabytes, 1 unless said otherwise; and a tenth of it, to see whether
 * memory is flat.
 */
public final class BackupBenchmark {
    private static final Pattern RESTORE_SECONDS = Pattern.compile("\"restoreSeconds\"\\s*:\\s*([0-9.]+)");
    private static final int ROUNDS = 3;
    private static final double MB = 1024 * 1024;
    /** Of one row in its chunk and in its index; measured. */
    private static final long ROW_BYTES = 180;

    private final PostgresServer server = DevelopmentDatabases.shared().server();
    private final Path folder;

    private BackupBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String... arguments) throws Exception {
        Summary summary = new Summary();
        run(summary);
        summary.print();
    }

    static void run(Summary summary) throws Exception {
        System.out.println("pulse-db is " + Chosen.program());
        double gigabytes = Dumps.gigabytes();
        Path folder = Files.createTempDirectory("pulse-db-bench");
        try {
            new BackupBenchmark(folder).measure(gigabytes / 10, 1, new Summary());
            new BackupBenchmark(folder).measure(gigabytes, ROUNDS, summary);
        } finally {
            Dumps.delete(folder);
        }
    }

    private void measure(double gigabytes, int rounds, Summary summary) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            fill(database, (long) (gigabytes * (1L << 30) / ROW_BYTES));
            List<Measured> bare = new ArrayList<>();
            List<Measured> sums = new ArrayList<>();
            List<Measured> reads = new ArrayList<>();
            List<Phases> takes = new ArrayList<>();
            List<Phases> verifies = new ArrayList<>();
            long bytes = 0;
            pgDump(database); // warms the server's caches
            for (int round = 0; round < rounds; round++) {
                bare.add(pgDump(database));
                Dumps.delete(folder.resolve("daily"));
                takes.add(program(database, "backup", "take", "--init", "--progress"));
                Path dump = Dumps.in(folder);
                bytes = Files.size(dump);
                verifies.add(program(database, "backup", "verify", "--progress"));
                sums.add(tool("sha256sum", dump.toString()));
                reads.add(tool(
                        server.binDirectory().resolve("pg_restore").toString(), "--file=/dev/null", dump.toString()));
            }
            System.out.printf("%n%s: a dump of %.0f MB, medians of %d rounds%n", size(database), bytes / MB, rounds);
            print(bytes / MB, bare, sums, reads, takes, verifies);
            String dump = String.format(", a dump of %.0f MB", bytes / MB);
            summary.row("`backup take`, verified" + dump, "pg_dump", bare, whole(takes));
            summary.row("`backup verify`" + dump, "`pg_restore -f /dev/null`", reads, whole(verifies));
            long restore = pgRestore(Dumps.in(folder));
            line("pg_restore alone into a database", restore, restore, bytes / MB);
            line("drill: the restore", drill(database), restore, bytes / MB);
        }
        Dumps.delete(folder.resolve("daily"));
    }

    private static List<Measured> whole(List<Phases> runs) {
        return runs.stream()
                .map(run -> new Measured(run.millis(), run.cpuMillis(), run.peakKib(), ""))
                .toList();
    }

    private static void print(
            double mb,
            List<Measured> bare,
            List<Measured> sums,
            List<Measured> reads,
            List<Phases> takes,
            List<Phases> verifies) {
        long dumping = Summary.median(takes.stream()
                .map(take -> take.millis() - take.millis("verifying"))
                .toList());
        long reading = Summary.median(
                verifies.stream().map(verify -> verify.millis("verifying")).toList());
        line("pg_dump alone, same options", Summary.millis(bare), Summary.millis(bare), mb);
        line("backup take: pg_dump and roles", median(takes, take -> take.millis("dumping")), Summary.millis(bare), mb);
        line("backup take, start-up included, verification apart", dumping, Summary.millis(bare), mb);
        line("backup take, verification included", median(takes, Phases::millis), Summary.millis(bare), mb);
        line("sha256sum of the dump", Summary.millis(sums), Summary.millis(sums), mb);
        line("pg_restore --file=/dev/null", Summary.millis(reads), Summary.millis(reads), mb);
        line("backup verify: checksums, and rows counted to the end", reading, Summary.millis(reads), mb);
        line("backup verify, start-up included", median(verifies, Phases::millis), Summary.millis(reads), mb);
        System.out.printf(
                "peak memory: take %d MiB, verify %d MiB%n",
                median(takes, Phases::peakKib) / 1024, median(verifies, Phases::peakKib) / 1024);
    }

    private static void line(String what, long millis, long floor, double mb) {
        System.out.printf(
                "%-52s %8d ms %6.2f x %8.1f MB/s%n", what, millis, (double) millis / floor, mb / millis * 1000);
    }

    /** A day in chunks of an hour; values that compress about as real ones do. */
    private static void fill(TestDatabase database, long rows) throws Exception {
        database.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE telemetry (time timestamptz NOT NULL, tenant_id uuid NOT NULL, device_id text NOT NULL,"
                        + " metrics jsonb NOT NULL)",
                "SELECT create_hypertable('telemetry', 'time', chunk_time_interval => interval '1 hour')",
                "INSERT INTO telemetry SELECT timestamptz '2026-01-01 00:00Z' + i * interval '1 day' / " + rows + ","
                        + " md5((i % 20)::text)::uuid, 'device-' || i % 5000, jsonb_build_object("
                        + "'temp_c', round((20 + 5 * random())::numeric, 2), 'battery', (i / 977) % 101)"
                        + " FROM generate_series(0, " + (rows - 1) + ") i",
                "CHECKPOINT");
    }

    private static String size(TestDatabase database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_size_pretty(pg_database_size(current_database()))")) {
            row.next();
            return "a database of " + row.getString(1);
        }
    }

    private Measured pgDump(TestDatabase database) throws IOException {
        Path file = folder.resolve("bare.dump");
        Measured run = tool(
                server.binDirectory().resolve("pg_dump").toString(),
                "--format=custom",
                "--no-password",
                "--lock-wait-timeout=600000",
                "--compress=zstd",
                "--file=" + file,
                "--dbname=" + database.url());
        Files.delete(file);
        return run;
    }

    /** As TimescaleDB asks for it; what comes before and after pg_restore is not counted. */
    private long pgRestore(Path dump) throws Exception {
        try (TestDatabase scratch = server.createDatabase()) {
            scratch.execute("CREATE EXTENSION timescaledb", "SELECT timescaledb_pre_restore()");
            return tool(
                            server.binDirectory().resolve("pg_restore").toString(),
                            "--dbname=" + scratch.url(),
                            dump.toString())
                    .millis();
        }
    }

    /** The milliseconds by which a drill judges the recovery time: database, extension, restore, end of it. */
    private long drill(TestDatabase database) throws Exception {
        program(database, "drill", "--output=json");
        Matcher seconds = RESTORE_SECONDS.matcher(Files.readString(folder.resolve("report")));
        if (!seconds.find()) {
            throw new IllegalStateException("the drill does not say how long it took");
        }
        return Math.round(Double.parseDouble(seconds.group(1)) * 1000);
    }

    private static Measured tool(String... command) throws IOException {
        return Measured.of(new ProcessBuilder(command)::start);
    }

    private Phases program(TestDatabase database, String... arguments) throws Exception {
        Process process = new PulseDbProgram()
                .database(database.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", database.name())
                .with("PULSE_POSTGRESQL_BIN_DIRECTORY", server.binDirectory().toString())
                .outputTo(folder.resolve("report").toFile())
                .start(arguments);
        return Phases.of(process);
    }

    private static long median(List<Phases> runs, Function<Phases, Long> figure) {
        return Summary.median(runs.stream().map(figure).toList());
    }
}
