package io.opsconductor.pulse.db.cli.backup;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drill} and {@code restore} as a user runs them. */
@ProgramTest
@AlsoOnTheJvm
class DrillCommandIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();
    private static final String PASSWORD =
            DevelopmentDatabases.shared().server().password();

    @TempDir
    Path folder;

    @Postgres
    private TestDatabase source;

    @BeforeEach
    void a_backup() throws Exception {
        source.execute("CREATE TABLE t AS SELECT i FROM generate_series(1, 1000) i");
        Said.by(program(PROGRAMS).run("backup", "take", "--init")).exit(0);
    }

    @Test
    void a_drill_is_one_document_and_its_exit_code_tells_whether_the_objective_is_kept() {
        JsonNode kept = Said.by(drill(PROGRAMS).run("drill", "daily", "--output=json"))
                .exit(0)
                .nowhere(PASSWORD)
                .document(Said.DRILL);
        assertThat(kept.get("matches").asBoolean()).isTrue();
        assertThat(kept.get("rto").asLong()).isEqualTo(7200);

        Said.by(drill(PROGRAMS).with("PULSE_BACKUPS_DAILY_RTO", "PT0.001S").run("drill", "--progress"))
                .exit(3)
                .out("1 table counted, no difference", "recovery time objective 1ms MISSED")
                .err("drill daily: restoring");
        Said.by(drill(PROGRAMS).run("check", "--all", "backups")).exit(0).out("OK", "backup.drill");
        Said.by(drill(PROGRAMS).run("backup", "show", "newest", "daily"))
                .exit(0)
                .out("recovery point  20", "verified        yes, read to its end 20", ": matches", "1 table with ");
        JsonNode shown = Said.by(drill(PROGRAMS).run("backup", "show", "newest", "--output=json"))
                .exit(0)
                .document("backups");
        assertThat(shown.get("backups").get(0).get("drill").get("matches").asBoolean())
                .isTrue();
        Said.by(drill(PROGRAMS).run("backup", "show", "nope")).failed(2, "there is no backup 'nope'");
    }

    @Test
    void where_to_restore_has_to_be_said_and_another_name_for_the_same_server_does_not_do() {
        Said.by(program(PROGRAMS).run("drill")).failed(2, "no server is configured for drills");
        Said.by(program(PROGRAMS).with("PULSE_DRILL_URL", source.url()).run("drill"))
                .failed(2, "pulse.drill.url leads to the server that the backups are of")
                .nowhere(PASSWORD);
        Said.by(drill(PROGRAMS)
                        .with("PULSE_DRILL_CONFIRM_SAME_SERVER", "another")
                        .run("drill"))
                .failed(2, "is not confirmed: a drill restores as a superuser", "who can write backups decides");
        Said.by(drill(PROGRAMS).run("drill", "--backup=20200101T000000Z"))
                .failed(2, "the set daily has no backup 20200101T000000Z");
    }

    @Test
    void sigterm_drops_the_scratch_database_before_the_process_is_gone() throws Exception {
        Process process = drill(sleeping()).start("drill");
        try {
            await().until(() -> pgRestore(process).isPresent());
            ProcessHandle child = pgRestore(process).orElseThrow();
            assertThat(scratchDatabases()).isEqualTo(1);
            assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/cmdline")))
                    .contains("--dbname=dbname='pulse_drill_")
                    .doesNotContain(PASSWORD);
            process.toHandle().destroy();

            assertThat(Patience.exit(process)).isEqualTo(4);
            assertThat(scratchDatabases()).isZero();
            assertThat(child.isAlive()).isFalse();
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files).noneMatch(file -> file.endsWith("drill.json"));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void sigterm_ends_a_restore_in_order_says_what_it_left_and_lets_the_jobs_of_that_database_run_again(
            @Postgres TestDatabase into) throws Exception {
        source.execute("CREATE EXTENSION timescaledb");
        Said.by(program(PROGRAMS).run("backup", "take")).exit(0);
        Process process = program(sleeping()).start("restore", "--into=" + into.url());
        try {
            await().until(() -> pgRestore(process).isPresent());
            ProcessHandle child = pgRestore(process).orElseThrow();
            assertThat(one(into, "SHOW timescaledb.restoring")).isEqualTo("on");
            process.toHandle().destroy();

            int exit = Patience.exit(process);
            Said.by(new PulseDbProgram.Outcome(
                            exit,
                            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                            new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)))
                    .failed(4, "the restore was interrupted", "may hold a part of it: drop it, make it again")
                    .nowhere(PASSWORD);
            assertThat(child.isAlive()).isFalse();
            assertThat(one(into, "SHOW timescaledb.restoring")).isEqualTo("off");
            // The server notices the end of a session a moment later.
            await().until(() -> one(
                            into,
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND application_name LIKE 'pulse-db%'")
                    .equals("0"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_restore_fills_an_empty_database_and_touches_no_other() throws Exception {
        try (TestDatabase empty = DevelopmentDatabases.shared().postgres()) {
            Said.by(program(PROGRAMS).run("restore", "--into=" + empty.url()))
                    .exit(0)
                    .out("was restored into", "1 table counted, no difference", "jobs scheduled: 0")
                    .nowhere(PASSWORD);
            Said.by(program(PROGRAMS).run("restore", "--into=" + empty.url()))
                    .failed(2, "is not empty: it has relation public.t");
        }
        Said.by(program(PROGRAMS).run("restore", "--into=" + source.url()))
                .failed(2, "is the database that the backups are of");
        Said.by(program(PROGRAMS).run("restore", "--into=" + source.url(), "--allow-source"))
                .failed(2, "is not empty");
        try (TestDatabase empty = DevelopmentDatabases.shared().postgres()) {
            Said.by(program(broken()).run("restore", "--into=" + empty.url()))
                    .failed(1, "cannot be restored: pg_restore: error: it broke", "drop it, make it again");
        }
    }

    private PulseDbProgram drill(Path programs) {
        return program(programs)
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    private PulseDbProgram program(Path programs) {
        return Program.on(source.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_POSTGRESQL_BIN_DIRECTORY", programs.toString());
    }

    /** Only the restore itself sleeps: what reads the archive beforehand would hold the test up for as long. */
    private Path sleeping() {
        return programs(
                "sleeping",
                "case \"$*\" in *--dbname=*) sleep 60 ;; *) exec '" + PROGRAMS.resolve("pg_restore")
                        + "' \"$@\" ;; esac");
    }

    private Path broken() {
        return programs("broken", "echo 'pg_restore: error: it broke' >&2; exit 1");
    }

    /** Programs whose pg_restore does what the test wants. */
    private Path programs(String name, String script) {
        try {
            Path programs = Files.createDirectory(folder.resolve(name));
            Files.createSymbolicLink(programs.resolve("pg_dump"), PROGRAMS.resolve("pg_dump"));
            Path pgRestore = Files.writeString(programs.resolve("pg_restore"), "#!/bin/bash\n" + script + "\n");
            Files.setPosixFilePermissions(pgRestore, PosixFilePermissions.fromString("rwxr-xr-x"));
            return programs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> pgRestore(Process process) {
        return process.children()
                .filter(child -> child.info().commandLine().orElse("").contains("--dbname="))
                .findFirst();
    }

    private static String one(TestDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private long scratchDatabases() throws SQLException {
        try (var connection = source.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_database WHERE datname LIKE 'pulse\\_drill\\_%'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
