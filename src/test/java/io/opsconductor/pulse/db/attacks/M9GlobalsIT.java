package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Review, M9: who can write backups puts psql's own commands into globals.sql, and the remedy that we print is pasted. */
@ProgramTest
class M9GlobalsIT {
    private static final Pattern REMEDY = Pattern.compile("-> (LC_ALL=C sed .*) there, when you have read it");

    @TempDir
    Path folder;

    @Test
    void the_remedy_makes_the_roles_and_runs_no_command_of_psql_that_the_file_holds() throws Exception {
        PostgresServer server = DevelopmentDatabases.shared().server();
        Path backups = folder.resolve("it's $(touch pwned0) here");
        try (TestDatabase source = server.createDatabase();
                PostgresServer other = server.newServer();
                TestDatabase scratch = other.createDatabase()) {
            String role = source.name() + "_role";
            source.execute("CREATE ROLE " + role, "CREATE TABLE a (n int)", "ALTER TABLE a OWNER TO " + role);
            PulseDbProgram program = new PulseDbProgram()
                    .with(
                            "PULSE_POSTGRESQL_BIN_DIRECTORY",
                            server.binDirectory().toString())
                    .with("PULSE_BACKUPS_DAILY_DIRECTORY", backups.toString());
            assertThat(program.database(source.url())
                            .run("backup", "take", "--init")
                            .exit())
                    .isZero();
            Outcome refused = program.with("PULSE_DRILL_URL", scratch.url()).run("drill");
            source.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
            Matcher remedy = REMEDY.matcher(refused.err());
            assertThat(remedy.find()).as(refused.toString()).isTrue();
            Path globals;
            try (var files = Files.walk(backups)) {
                globals = files.filter(file -> file.endsWith("globals.sql"))
                        .findFirst()
                        .orElseThrow();
            }
            String honest = Files.readString(globals);
            Files.writeString(
                    globals,
                    "\\! touch pwned1\n"
                            + honest
                            + "  \\! touch pwned2\nSELECT 1 \\! touch pwned3\n;SELECT 2 \\g |touch pwned4\n"
                            + "\\o |touch pwned5\n\\copy (select 1) to program 'touch pwned6'\n\\set x `touch pwned7`\n"
                            + "SELECT 'a'\\;\\! touch pwned8\n\r\\! touch pwned9\n");

            // The role that restores is a superuser already, under the same name.
            String said = sh(remedy.group(1), scratch.url(), server.binDirectory());

            assertThat(roles(scratch)).as(said).contains(role);
            try (var files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as(said)
                        .noneMatch(name -> name.startsWith("pwned"));
            }
        }
    }

    @Test
    void the_roles_are_read_at_the_server_itself_whatever_the_name_of_its_database_reads_like() throws Exception {
        PostgresServer server = DevelopmentDatabases.shared().server();
        try (TestDatabase source = server.createDatabase()) {
            String odd = source.name() + " host=203.0.113.1 connect_timeout=2";
            source.execute("CREATE DATABASE \"" + odd + "\"");
            try {
                Outcome outcome = new PulseDbProgram()
                        .database(server.url("name")
                                .replaceFirst("name$", odd.replace(" ", "%20").replace("=", "%3D")))
                        .with(
                                "PULSE_POSTGRESQL_BIN_DIRECTORY",
                                server.binDirectory().toString())
                        .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                        .run("backup", "take", "--init");

                assertThat(outcome.exit()).as(outcome.toString()).isZero();
                assertThat(outcome.err()).as(outcome.toString()).doesNotContain("roles are not in the backup");
            } finally {
                source.execute("DROP DATABASE \"" + odd + "\"");
            }
        }
    }

    private String sh(String command, String url, Path programs) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().putAll(DatabaseUrl.parse(url).environment());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static Set<String> roles(TestDatabase database) throws Exception {
        Set<String> names = new TreeSet<>();
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery("SELECT rolname FROM pg_roles")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
