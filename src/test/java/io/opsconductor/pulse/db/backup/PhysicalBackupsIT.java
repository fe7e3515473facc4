package io.opsconductor.pulse.db.backup;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.backup.external.ForeignReader;
import io.opsconductor.pulse.db.backup.external.ForeignStore;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.judge.ArchiverCatalog;
import io.opsconductor.pulse.db.backup.judge.ArchiverJudge;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own that archives into a real stanza of pgBackRest, and a real base backup. */
@ProgramTest
public class PhysicalBackupsIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();
    private static PostgresServer server;
    private static Path configuration;

    @BeforeAll
    static void a_server_that_archives() throws Exception {
        server = DevelopmentDatabases.shared().server().newServer();
        assertThat(archive(Duration.ofMinutes(15)).message()).isEqualTo("the server archives no log");
        // The server's own user owns this directory, so it runs pgBackRest for us.
        Path root = server.socketDirectory().resolve("pgbackrest");
        configuration = root.resolve("pgbackrest.conf");
        byServer("mkdir -p " + root + "/repo " + root + "/lock " + root + "/spool");
        byServer(
                "printf '%s\\n' '[global]' 'repo1-path=" + root + "/repo' 'repo1-retention-full=2' 'log-level-file=off'"
                        + " 'lock-path=" + root + "/lock' 'spool-path=" + root + "/spool' '[main]' 'pg1-path="
                        + server.dataDirectory() + "' 'pg1-port=" + server.port() + "' 'pg1-socket-path="
                        + server.socketDirectory() + "' > " + configuration);
        execute("ALTER SYSTEM SET archive_mode = on");
        execute("ALTER SYSTEM SET archive_timeout = '1min'");
        execute("ALTER SYSTEM SET archive_command = '" + pgBackRest("archive-push %p") + "'");
        server.restart();
        assertThat(archive(Duration.ofMinutes(15)).message()).startsWith("nothing was archived yet");
        byServer(pgBackRest("stanza-create"));
        execute(archive(Duration.ofMinutes(15)).remedy());
        await().until(() -> !archive(Duration.ofMinutes(15)).message().startsWith("nothing was archived yet"));
        byServer(pgBackRest("--start-fast backup"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_archived_log_has_a_recovery_point_of_its_own() throws Exception {
        execute("SELECT pg_switch_wal()");
        await().until(() -> archive(Duration.ofMinutes(15)).severity() == Severity.OK);

        execute("DROP TABLE IF EXISTS written");
        execute("CREATE TABLE written AS SELECT generate_series(1, 1000)");
        Finding finding = archive(Duration.ofNanos(1));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("of log are not archived: what was written since would be lost");
    }

    @Test
    void a_segment_that_is_never_full_is_archived_after_the_statements_of_the_remedy() throws Exception {
        execute("ALTER SYSTEM SET archive_timeout = 0");
        execute("SELECT pg_reload_conf()");
        await().until(() ->
                archive(Duration.ofMinutes(15)).message().startsWith("a segment that is not full is archived never"));
        for (String statement : archive(Duration.ofMinutes(15)).remedy().split("; ?")) {
            execute(statement);
        }
        await().until(() -> archive(Duration.ofMinutes(15)).severity() == Severity.OK);
    }

    @Test
    void archiving_that_fails_is_seen() throws Exception {
        execute("ALTER SYSTEM SET archive_command = 'false'");
        execute("SELECT pg_reload_conf()");
        execute("DROP TABLE IF EXISTS failing");
        execute("CREATE TABLE failing AS SELECT 1");
        execute("SELECT pg_switch_wal()");
        await().untilAsserted(() ->
                assertThat(archive(Duration.ofMinutes(15)).message()).startsWith("archiving fails: "));
        execute("ALTER SYSTEM SET archive_command = '" + pgBackRest("archive-push %p") + "'");
        execute("SELECT pg_reload_conf()");
        execute("SELECT pg_switch_wal()");
        await().until(() -> archive(Duration.ofMinutes(15)).severity() == Severity.OK);
    }

    @Test
    void the_program_judges_a_stanza_and_the_log_by_their_own_promises() throws Exception {
        Outcome check = program("check", "backups", "--output=json");
        JsonNode findings = new ObjectMapper().readTree(check.out()).path("findings");

        assertThat(findings)
                .as(check.toString())
                .extracting(finding -> finding.path("check").asText() + " "
                        + finding.path("subject").asText() + " "
                        + finding.path("severity").asText())
                .contains(
                        "backup.recovery-point main ok",
                        "backup.verified main ok",
                        "backup.copies main warning",
                        "backup.wal log critical");
        assertThat(check.exit()).isEqualTo(3);
        Outcome list = program("backup", "list", "main");
        assertThat(list.out())
                .as(list.toString())
                .containsPattern("main +20\\d{6}-\\d{6}F +20\\d\\d-.* yes +main/20\\d{6}-\\d{6}F");
        assertThat(program("backup", "take", "main").exit()).isEqualTo(2);
    }

    @Test
    void a_stanza_that_is_not_there_is_unknown() throws Exception {
        Outcome check = program("check", "backups");
        assertThat(check.out()).as(check.toString()).contains("UNKNOWN", "gone", "missing stanza path");
    }

    @Test
    void a_base_backup_is_proved_by_pg_verifybackup_and_dated_by_its_label(@TempDir Path directory) throws Exception {
        Path backup = directory.resolve("base");
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAMS.resolve("pg_basebackup").toString(),
                        "--checkpoint=fast",
                        "--pgdata=" + backup,
                        "--dbname=" + server.url("postgres"))
                .redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();

        assertThat(prove(directory)).isEmpty();
        assertThat(Duration.between(listed(directory).snapshotTime().orElseThrow(), Instant.now()))
                .isLessThan(Duration.ofMinutes(5));
        assertThat(listed(directory).verified()).isTrue();

        Path file = backup.resolve("global/pg_control");
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);
        assertThat(listed(directory).verified()).isFalse();
        assertThat(prove(directory))
                .hasValueSatisfying(problem -> assertThat(problem).contains("pg_control"));
        Files.delete(file);
        assertThat(prove(directory)).isPresent();
    }

    private static Optional<String> prove(Path directory) {
        return new ForeignVerifier(
                        new ForeignReader(new ClientTools(Optional.of(PROGRAMS), List.of(), false)),
                        rows -> Optional.empty())
                .verify(
                        Sets.foreign(directory, "*", ZoneOffset.UTC),
                        listed(directory),
                        Instant.now(),
                        BackupProgress.NONE)
                .problem();
    }

    private static Backup listed(Path directory) {
        return ForeignStore.list(Sets.foreign(directory, "*", ZoneOffset.UTC)).get(0);
    }

    private static Finding archive(Duration rpo) throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(server.url("postgres")))) {
            return ArchiverJudge.judge(
                    Sets.promised("wal", Optional.of(rpo), Optional.empty()), ArchiverCatalog.read(database));
        }
    }

    private Outcome program(String... arguments) throws Exception {
        execute("DROP TABLE IF EXISTS since");
        execute("CREATE TABLE since AS SELECT 1");
        return new PulseDbProgram()
                .javaOption("-XX:TieredStopAtLevel=1")
                .database(server.url("postgres"))
                .with("PGBACKREST_CONFIG", configuration.toString())
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_EXPECTED", "false")
                .with("PULSE_BACKUPS_MAIN_KIND", "pgbackrest")
                .with("PULSE_BACKUPS_MAIN_RPO", "24h")
                .with("PULSE_BACKUPS_GONE_KIND", "pgbackrest")
                .with("PULSE_BACKUPS_LOG_KIND", "wal")
                .with("PULSE_BACKUPS_LOG_RPO", "1ms")
                .run(arguments);
    }

    private static String pgBackRest(String command) {
        return PROGRAMS.resolve("pgbackrest") + " --config=" + configuration + " --stanza=main " + command;
    }

    private static void byServer(String command) throws Exception {
        // No row, for a command that ends without reading it would break the pipe.
        execute("COPY (SELECT WHERE false) TO PROGRAM '" + command.replace("'", "''") + "'");
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
