package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Review, M9: who can write backups puts psql's own commands into globals.sql, and the remedy that we print is pasted. Any role
 * writes into that file too, by its own settings, what becomes a statement where the line before it is left out.
 */
@ProgramTest
class M9GlobalsIT {
    private static final Pattern REMEDY = Pattern.compile("-> (CREATE ROLE .*;) or, on a server");

    @TempDir
    Path folder;

    @Test
    void the_remedy_makes_the_roles_and_runs_nothing_that_the_file_holds() throws Exception {
        PostgresServer server = DevelopmentDatabases.shared().server();
        Path backups = folder.resolve("it's $(touch pwned0) here");
        try (TestDatabase source = server.createDatabase();
                PostgresServer other = server.newServer();
                TestDatabase scratch = other.createDatabase()) {
            String role = source.name() + "_role";
            source.execute(
                    "CREATE ROLE " + role,
                    "ALTER ROLE " + role + " SET application_name = E'a\\\\\\n; ALTER ROLE " + role + " SUPERUSER; --'",
                    "CREATE TABLE a (n int)",
                    "ALTER TABLE a OWNER TO " + role);
            PulseDbProgram program =
                    new PulseDbProgram().clientTools().with("PULSE_BACKUPS_DAILY_DIRECTORY", backups.toString());
            assertThat(program.database(source.url())
                            .run("backup", "take", "--init")
                            .exit())
                    .isZero();
            Outcome refused = program.with("PULSE_DRILL_URL", scratch.url()).run("drill");
            source.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
            Matcher remedy = REMEDY.matcher(refused.err());
            assertThat(remedy.find()).as(refused.toString()).isTrue();

            assertThat(refused.err()).doesNotContain("globals.sql", "psql");

            scratch.execute(remedy.group(1));

            assertThat(HostileOwner.one(scratch, "SELECT rolsuper::text FROM pg_roles WHERE rolname = '" + role + "'"))
                    .isEqualTo("false");
            assertThat(program.with("PULSE_DRILL_URL", scratch.url())
                            .run("drill")
                            .exit())
                    .isZero();
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
                        .clientTools()
                        .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                        .run("backup", "take", "--init");

                assertThat(outcome.exit()).as(outcome.toString()).isZero();
                assertThat(outcome.err()).as(outcome.toString()).doesNotContain("roles are not in the backup");
            } finally {
                source.execute("DROP DATABASE \"" + odd + "\"");
            }
        }
    }
}
