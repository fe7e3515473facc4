package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long-running mode, as a process that is stopped by SIGTERM. */
@ProgramTest
@AlsoOnTheJvm
class RunIT {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    private Process process;

    @BeforeEach
    void create() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Program.write(folder.resolve("migrations"), "001_first.sql", "CREATE TABLE first (id integer);");
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void it_migrates_checks_again_and_again_opens_no_port_where_that_is_0_and_stops_in_order() throws Exception {
        start(program().with("PULSE_SCHEDULE_CHECK_EVERY", "1s").with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *"));

        await().until(() -> count(" checked ") >= 3);
        assertThat(lines).anyMatch(line -> line.contains("001_first.sql"));
        assertThat(listeningSockets()).isEmpty();
        sigterm();

        assertThat(Patience.exit(process)).as(lines.toString()).isZero();
    }

    @Test
    void backups_are_taken_and_read_again_by_schedule_and_a_stop_removes_a_partial_one() throws Exception {
        Files.createDirectories(folder.resolve("backups/daily/20200101T000000Z"));
        start(program()
                .with("PULSE_BACKUPS_DAILY_SCHEDULE", "* * * * *")
                .with("PULSE_BACKUPS_DAILY_VERIFY_SCHEDULE", "* * * * *"));
        await().until(() -> count(" checked ") >= 1);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE first IN ACCESS EXCLUSIVE MODE"); // pg_dump waits for it
            // Not just any pg_dump: first it is only asked for its version. Cron's finest grain is a minute.
            await().until(this::aDumpWaitsForTheLock);
            await().until(() -> count("verification of daily failed: backup daily 20200101T000000Z is bad") > 0);
            List<ProcessHandle> dumps =
                    process.descendants().filter(RunIT::isPgDump).toList();
            assertThat(files()).anyMatch(name -> name.endsWith(".partial"));

            sigterm();

            assertThat(Patience.exit(process)).as(lines.toString()).isZero();
            assertThat(dumps).isNotEmpty().noneMatch(ProcessHandle::isAlive);
            assertThat(files()).noneMatch(name -> name.endsWith(".partial"));
        }
    }

    @Test
    void after_the_first_report_only_what_changes_is_printed_and_sighup_prints_it_all_again() throws Exception {
        start(program().with("PULSE_SCHEDULE_CHECK_EVERY", "1s").with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *"));
        await().until(() -> count(" checked ") >= 3);
        assertThat(count("schema.drift")).as(lines.toString()).isEqualTo(1);
        assertThat(count("scheduled: every 1s")).isEqualTo(1);

        database.execute("CREATE TABLE open_to_all (tenant_id text)");
        await().until(() -> count("CRITICAL schema.isolation") == 1);
        long checks = count(" checked ");
        await().until(() -> count(" checked ") >= checks + 2);
        assertThat(count("CRITICAL schema.isolation")).isEqualTo(1);

        database.execute("DROP TABLE open_to_all");
        await().until(() -> count("RESOLVED schema.isolation") == 1);

        long told = count("schema.drift"); // once, unless a check on a busy machine could not see it
        // The report is of the last checkup, which may not have seen it on a busy machine: then it is asked for again.
        ProcessBuilder hup = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()));
        await().until(() -> hup.start().waitFor() == 0 && count("schema.drift") > told);
        assertThat(process.isAlive()).isTrue();
        assertThat(lines).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ [A-Z]+ +.*"));
        sigterm();
        assertThat(Patience.exit(process)).as(lines.toString()).isZero();
        await().until(() -> count(" stopped") == 1);
    }

    @Test
    void as_json_every_line_is_an_object() throws Exception {
        start(program()
                .with("PULSE_LOG_FORMAT", "json")
                .with("PULSE_SCHEDULE_CHECK_EVERY", "1s")
                .with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *"));
        await().until(() -> count("\"event\":\"checked\"") >= 2);
        sigterm();
        assertThat(Patience.exit(process)).as(lines.toString()).isZero();

        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            JsonNode event = new ObjectMapper().readTree(line);
            assertThat(event.fieldNames()).toIterable().contains("time", "level", "event", "message");
        });
        assertThat(lines).anyMatch(line -> line.contains("\"event\":\"start\"") && line.contains("database="));
        assertThat(lines).anyMatch(line -> line.contains("\"event\":\"finding\"") && line.contains("schema.drift"));
    }

    @Test
    void a_migration_that_fails_is_a_finding_and_checks_go_on() throws Exception {
        Program.write(folder.resolve("migrations"), "002_broken.sql", "CREATE TABL x;");
        start(program().with("PULSE_SCHEDULE_CHECK_EVERY", "1s").with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *"));

        await().until(() -> count(" checked ") >= 2);

        assertThat(lines).anyMatch(line -> line.contains("ERROR") && line.contains("002_broken.sql:1"));
        assertThat(lines)
                .anyMatch(line -> line.contains("CRITICAL schema.current") && line.contains("migration at the start"));
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void where_no_backup_set_is_configured_one_line_says_so() throws Exception {
        start(Program.on(database.url())
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.resolve("migrations").toString()));

        await().until(() -> count(" checked ") >= 1);

        assertThat(lines)
                .filteredOn(line -> line.contains("no backup is taken: no backup set is configured"))
                .hasSize(1);
        assertThat(lines).noneMatch(line -> line.contains("daily")).anyMatch(line -> line.contains("backup.sets"));
    }

    @Test
    void migrations_can_be_left_to_another_run() throws Exception {
        start(program().with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *"), "--no-migrate");

        await().until(() -> count(" checked ") >= 1);

        assertThat(lines).noneMatch(line -> line.contains("001_first.sql in") || line.contains("applying"));
        assertThat(lines).anyMatch(line -> line.contains("schema.current") && !line.contains(" OK "));
    }

    @Test
    void sessions_that_the_server_ends_between_two_checks_are_replaced_quietly() throws Exception {
        database.execute("ALTER DATABASE \"" + database.name() + "\" SET idle_session_timeout = '2s'");
        start(program().with("PULSE_SCHEDULE_CHECK_EVERY", "3s").with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *"));

        await().until(() -> count(" checked ") >= 3);

        List<String> told = List.copyOf(lines);
        int checked = IntStream.range(0, told.size())
                .filter(line -> told.get(line).contains(" checked "))
                .findFirst()
                .orElseThrow();
        assertThat(told).noneMatch(line -> line.contains("57P05") || line.contains("WARN "));
        assertThat(told.subList(checked, told.size()))
                .as("later checks see what the first saw")
                .noneMatch(line -> line.contains("UNKNOWN"));
    }

    @Test
    void a_backup_that_could_not_begin_is_tried_again_before_its_next_time() throws Exception {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('pulse-db backup daily', 0))");
            start(program().with("PULSE_BACKUPS_DAILY_SCHEDULE", "* * * * *").with("PULSE_SCHEDULE_RETRY_AFTER", "1s"));
            await().until(() -> count("backup daily is tried again in") >= 2);
        }
        await().until(() -> count("verified, ") == 1);
    }

    @Test
    void a_schedule_that_is_none_is_named_before_anything_is_done() {
        PulseDbProgram.Outcome outcome =
                program().with("PULSE_BACKUPS_DAILY_SCHEDULE", "at noon").run("run");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("pulse.backups.daily.schedule='at noon' is no cron expression");
        assertThat(outcome.out()).doesNotContain("migrat", "scheduled");
    }

    private PulseDbProgram program() {
        return Program.on(database.url())
                .with("PULSE_PROFILE", "pulse")
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.resolve("migrations").toString())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .with("PULSE_BACKUPS_DAILY_INIT", "true")
                .clientTools();
    }

    private void start(PulseDbProgram program, String... options) {
        process = program.start(
                Stream.concat(Stream.of("run"), Stream.of(options)).toArray(String[]::new));
        read(process.errorReader());
        read(process.inputReader());
    }

    private void read(BufferedReader reader) {
        Thread thread = new Thread(() -> reader.lines().forEach(lines::add));
        thread.setDaemon(true);
        thread.start();
    }

    /** By its handle: Process.destroy() would close the pipes too, and what is said while stopping would be lost. */
    private void sigterm() {
        process.toHandle().destroy();
    }

    private long count(String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    private boolean aDumpWaitsForTheLock() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery("SELECT FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND datname = current_database()")) {
            return waiting.next();
        }
    }

    private static boolean isPgDump(ProcessHandle child) {
        return child.info().command().orElse("").endsWith("pg_dump");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).toList();
        }
    }

    /** The process's sockets that listen (state 0A), by the inodes of its open files. */
    private List<String> listeningSockets() throws IOException {
        List<String> sockets;
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            sockets = files.map(RunIT::target)
                    .filter(name -> name.startsWith("socket:"))
                    .toList();
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> rows(Path.of("/proc/net/" + table)))
                .map(row -> row.strip().split("\\s+"))
                .filter(row -> row[3].equals("0A") && sockets.contains("socket:[" + row[9] + "]"))
                .map(row -> row[1])
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static Stream<String> rows(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
