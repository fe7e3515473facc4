package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;

/**
 * Applies db/migrations to empty databases of one real server, in turn by one psql session (the floor: each file in one
 * transaction, as the program does), by dbmate, by Flyway alone and by the packaged program, native where it was built and on the JVM,
 * start-up included; then runs each with nothing to do, and the program on a folder of very many files. Prints medians, the ratio
 * and the slowest files. The server commits durably.
 */
public final class MigrateBenchmark {
    private static final int ROUNDS = Integer.parseInt(System.getenv().getOrDefault("PULSE_BENCH_ROUNDS", "7"));
    private static final int IDLE_ROUNDS = 3 * ROUNDS;
    private static final String IDLE = "pulse-db migrate, up to date";
    private static final String IDLE_DBMATE = "dbmate, up to date";
    private static final String ARCHIVE = "target/migrate.jsa";
    private static final String OURS = "pulse-db migrate, JVM";
    private static final String NATIVE = "pulse-db migrate, native";

    /** A short-lived process gains nothing from the optimising compiler; an archive spares it reading its classes. */
    private static final List<String> TUNED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:SharedArchiveFile=" + ARCHIVE);

    private static final Pattern FILE_TIME = Pattern.compile("\\] (\\S+\\.sql) (\\d+)ms");

    private static final List<String> FLYWAY_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final PostgresServer server;
    private final List<Path> migrations;
    private final Map<String, List<Measured>> results = new LinkedHashMap<>();

    private MigrateBenchmark(PostgresServer server, List<Path> migrations) {
        this.server = server;
        this.migrations = migrations;
    }

    public static void main(String... arguments) throws Exception {
        Summary summary = new Summary();
        run(summary);
        summary.print();
    }

    static void run(Summary summary) throws Exception {
        Chosen.program();
        PostgresServer server = DevelopmentDatabases.shared().server();
        try (TestDatabase any = server.createDatabase()) {
            any.execute(
                    "ALTER SYSTEM SET fsync = on",
                    "ALTER SYSTEM SET synchronous_commit = on",
                    "ALTER SYSTEM SET full_page_writes = on",
                    "SELECT pg_reload_conf()");
        }
        try (Stream<Path> files = Files.list(Path.of("db/migrations"))) {
            new MigrateBenchmark(
                            server,
                            files.sorted(Comparator.comparing(Path::getFileName))
                                    .toList())
                    .measure(summary);
        }
    }

    private void measure(Summary summary) throws Exception {
        Path work = Files.createTempDirectory("pulse-bench");
        Dbmate dbmate = Dbmate.on(migrations, work);
        FlywayAlone flyway = FlywayAlone.on(migrations, work);
        try (TestDatabase database = server.createDatabase()) {
            onTheJvm(database, List.of("-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + ARCHIVE));
        }
        for (int round = 0; round <= ROUNDS; round++) {
            if (round == 1) {
                results.clear(); // the first round warms the caches of disk and server
            }
            measured("psql, one session", null, this::psql);
            measured("dbmate", "dbmate, nothing to do", dbmate::up);
            measured(
                    "Flyway alone",
                    "Flyway alone, nothing to do",
                    database -> flyway.migrate(database, FLYWAY_OPTIONS));
            if (PulseDbProgram.isNative()) {
                measured(NATIVE, NATIVE + ", nothing to do", database -> program(database));
            }
            measured(OURS, OURS + ", nothing to do", database -> onTheJvm(database, List.of()));
            measured(OURS + ", tuned", OURS + ", tuned, nothing to do", database -> onTheJvm(database, TUNED));
        }
        idle(dbmate);
        System.out.printf("%d files, %d rounds, medians; server with fsync on%n%n", migrations.size(), ROUNDS);
        System.out.printf("%-44s %10s %12s %8s %9s%n", "", "wall", "per file", "ratio", "peak RSS");
        results.forEach(this::print);
        System.out.println("\nslowest files (ms):");
        slowest(results.get(OURS + ", tuned")).forEach(line -> System.out.println("  " + line));
        manyFiles(ManyFiles.in(work));
        String ours = PulseDbProgram.isNative() ? NATIVE : OURS + ", tuned";
        summary.row(
                "`migrate`, fresh, " + migrations.size() + " files",
                "one psql session",
                results.get("psql, one session"),
                results.get(ours));
        summary.row("`migrate`, nothing to do", "dbmate", results.get(IDLE_DBMATE), results.get(IDLE));
    }

    /** In turn on databases that are up to date: what a start costs is short, and wants more rounds. */
    private void idle(Dbmate dbmate) {
        try (TestDatabase theirs = server.createDatabase();
                TestDatabase ours = server.createDatabase()) {
            dbmate.up(theirs);
            idle(ours);
            for (int round = 0; round < IDLE_ROUNDS; round++) {
                results.computeIfAbsent(IDLE_DBMATE, name -> new ArrayList<>()).add(dbmate.up(theirs));
                results.computeIfAbsent(IDLE, name -> new ArrayList<>()).add(idle(ours));
            }
        }
    }

    private static Measured idle(TestDatabase database) {
        return PulseDbProgram.isNative() ? program(database) : onTheJvm(database, TUNED);
    }

    private void measured(String fresh, String nothing, Function<TestDatabase, Measured> work) {
        try (TestDatabase database = server.createDatabase()) {
            results.computeIfAbsent(fresh, name -> new ArrayList<>()).add(work.apply(database));
            if (nothing != null) {
                results.computeIfAbsent(nothing, name -> new ArrayList<>()).add(work.apply(database));
            }
        }
    }

    /** Recorded instead of run: what is measured is what a folder costs, not its statements. */
    private void manyFiles(Path folder) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE TABLE made_by_hand (n int)");
            String option = "--migrations=" + folder;
            Measured.of(() ->
                    new PulseDbProgram().database(database.url()).start("adopt", "--at=" + ManyFiles.COUNT, option));
            Measured nothing =
                    PulseDbProgram.isNative() ? program(database, option) : onTheJvm(database, TUNED, option);
            System.out.printf(
                    "%n%d files in a folder, nothing to do: %d ms, %d MiB%n",
                    ManyFiles.COUNT, nothing.millis(), nothing.peakKib() / 1024);
        }
    }

    private Measured psql(TestDatabase database) {
        List<String> command = new ArrayList<>(List.of(
                server.binDirectory().resolve("psql").toString(),
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                database.url()));
        migrations.forEach(file -> command.addAll(List.of("-c", "BEGIN", "-f", file.toString(), "-c", "COMMIT")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PGOPTIONS", "-c client_min_messages=error");
        try {
            return Measured.of(builder.redirectErrorStream(true)::start);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Measured onTheJvm(TestDatabase database, List<String> javaOptions, String... options) {
        PulseDbProgram program = PulseDbProgram.onTheJvm();
        javaOptions.forEach(program::javaOption);
        return measured(program, database, options);
    }

    private static Measured program(TestDatabase database, String... options) {
        return measured(new PulseDbProgram(), database, options);
    }

    private static Measured measured(PulseDbProgram program, TestDatabase database, String... options) {
        program.database(database.url());
        List<String> arguments = new ArrayList<>(List.of("migrate"));
        arguments.addAll(List.of(options));
        try {
            return Measured.of(() -> program.start(arguments.toArray(String[]::new)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void print(String what, List<Measured> runs) {
        List<Measured> floor = results.get("psql, one session");
        System.out.printf(
                "%-44s %7d ms %9.1f ms %7.2f× %6d MiB%n",
                what,
                median(runs, Measured::millis),
                (double) median(runs, Measured::millis) / migrations.size(),
                (double) median(runs, Measured::millis) / median(floor, Measured::millis),
                median(runs, Measured::peakKib) / 1024);
    }

    private static long median(List<Measured> runs, Function<Measured, Long> figure) {
        long[] values = runs.stream().mapToLong(figure::apply).sorted().toArray();
        return values[values.length / 2];
    }

    private static List<String> slowest(List<Measured> runs) {
        Map<String, List<Integer>> times = new TreeMap<>();
        for (Measured run : runs) {
            Matcher matcher = FILE_TIME.matcher(run.output());
            while (matcher.find()) {
                times.computeIfAbsent(matcher.group(1), file -> new ArrayList<>())
                        .add(Integer.parseInt(matcher.group(2)));
            }
        }
        return times.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(), entry.getValue().stream().sorted().toList()))
                .map(entry -> Map.entry(
                        entry.getKey(), entry.getValue().get(entry.getValue().size() / 2)))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(5)
                .map(entry -> entry.getValue() + "  " + entry.getKey())
                .toList();
    }
}
