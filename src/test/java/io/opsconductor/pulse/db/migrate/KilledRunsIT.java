package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are killed at random moments, again and again, end in the very database that an undisturbed run makes. A run
 * that fails prints its seed, by which the moments can be chosen again.
 */
@ProgramTest
class KilledRunsIT {
    private static final int FILES = 60;
    private static final int PROGRAM_KILLS = 16;
    private static final int BACKEND_KILLS = 24;

    @TempDir
    static Path folder;

    private static List<String> undisturbed;

    @BeforeAll
    static void runUndisturbed() {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            TestRun run = new TestRun(database, folder)
                    .file("001_t.sql", "CREATE TABLE t AS SELECT g AS n FROM generate_series(1, 20000) g;")
                    .file("002_ran.sql", "CREATE TABLE ran (script text);");
            IntStream.rangeClosed(3, FILES).forEach(number -> write(run, number));
            assertThat(run.migrate().applied()).hasSize(FILES);
            undisturbed = SchemaDump.of(database, "ran");
        }
    }

    /** Every tenth file builds an index outside a transaction; the others would show if they ran twice, or by half. */
    private static void write(TestRun run, int number) {
        String label = String.format("%03d", number);
        if (number % 10 == 0) {
            run.file(label + "_index.sql", "CREATE INDEX CONCURRENTLY t_" + label + " ON t ((n % " + number + "));");
        } else {
            run.file(
                    label + "_table.sql",
                    "BEGIN;",
                    "CREATE TABLE t" + label + " (n int PRIMARY KEY, note text DEFAULT '" + label + "');",
                    "INSERT INTO ran VALUES ('" + label + "');",
                    "SELECT pg_sleep(0.02);",
                    "ALTER TABLE t ADD COLUMN c" + label + " int;",
                    "COMMIT;");
        }
    }

    @Test
    void the_program_killed_at_random_moments() {
        long seed = System.nanoTime();
        System.out.println("KilledRunsIT: seed of the program's kills " + seed);
        // Two at a time, each on databases of its own: most of a life is the start of a JVM.
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> killPrograms(new Random(seed + 1)));
        killPrograms(new Random(seed));
        other.join();
    }

    private static void killPrograms(Random random) {
        int killed = 0;
        while (killed < PROGRAM_KILLS) {
            try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
                boolean done = false;
                while (!done && killed < PROGRAM_KILLS) {
                    int exit = runAndKill(database, random);
                    killed += exit == 137 ? 1 : 0;
                    done = exit == 0;
                    repair(database);
                }
                goOnUntilDone(database);
                assertThat(SchemaDump.of(database, "ran")).isEqualTo(undisturbed);
            }
        }
    }

    /** Mostly while it migrates, now and then while it starts; 0 when it got to its end before. */
    private static int runAndKill(TestDatabase database, Random random) {
        Process program = new PulseDbProgram()
                .javaOption("-XX:TieredStopAtLevel=1")
                .javaOption("-XX:+UseSerialGC")
                .database(database.url())
                .with("PULSE_MIGRATIONS_RUNNER_TABLE", "true")
                .start("migrate", "--migrations=" + folder);
        try (BufferedReader err = program.errorReader(StandardCharsets.UTF_8)) {
            if (random.nextInt(8) == 0) {
                Thread.sleep(random.nextInt(900));
            } else {
                err.read();
                Thread.sleep(random.nextInt(500));
            }
            program.destroyForcibly();
            return program.waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void its_session_ended_by_the_server_at_random_moments() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledRunsIT: seed of the sessions' ends " + seed);
        Random random = new Random(seed);
        int ended = 0;
        while (ended < BACKEND_KILLS) {
            try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
                boolean done = false;
                while (!done && ended < BACKEND_KILLS) {
                    CompletableFuture<Boolean> run = CompletableFuture.supplyAsync(() -> migrated(database));
                    Thread.sleep(random.nextInt(500));
                    ended += endSession(database);
                    done = Patience.result(run);
                }
                goOnUntilDone(database);
                assertThat(SchemaDump.of(database, "ran")).isEqualTo(undisturbed);
            }
        }
    }

    private static int endSession(TestDatabase database) {
        return Rows.of(
                        database,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                                + " AND datname = current_database() AND application_name LIKE 'pulse-db migrate%'")
                .size();
    }

    private static void goOnUntilDone(TestDatabase database) {
        for (int tries = 0; !migrated(database); tries++) {
            assertThat(tries)
                    .as("each try can fail by what was left of one kill")
                    .isLessThan(5);
        }
    }

    /** False when it was ended, or refused what an earlier one had left; that is then repaired. */
    private static boolean migrated(TestDatabase database) {
        try {
            run(database).migrate();
            return true;
        } catch (PulseFailure failure) {
            boolean half = failure.getMessage().contains("failed half-way")
                    || failure.getMessage().contains("may have left a part");
            assertThat(half || failure.exit() == ExitCode.NOT_NOW)
                    .as(failure.getMessage())
                    .isTrue();
            repair(database);
            return false;
        }
    }

    /** What somebody does who has read what status says of a file that no transaction protects. */
    private static void repair(TestDatabase database) {
        TestRun run = run(database);
        List<String> failed = run.states().stream()
                .filter(state -> state.endsWith("=failed"))
                .map(state -> state.substring(0, 3))
                .toList();
        for (String version : failed) {
            // A valid one too: the file makes it, and would find it there.
            Rows.run(database, "DROP INDEX IF EXISTS t_" + version);
            run.repair(RepairAction.RETRY, version);
        }
    }

    private static TestRun run(TestDatabase database) {
        return new TestRun(database, folder).lockWait(Patience.LIMIT);
    }
}
