package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that comes before its database does. */
@ProgramTest
class StartingDatabaseIT {
    @TempDir
    Path folder;

    @Test
    void migrate_waits_for_a_server_that_is_still_starting_and_await_for_its_schema() throws Exception {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase database = server.createDatabase()) {
            server.stop();
            Said.by(Program.on(database.url()).run("migrate", "--wait=1s", "--migrations=" + folder))
                    .failed(4, "cannot reach", "refused; waited ");

            Process waiting = Program.on(database.url()).start("migrate", "--wait", "--migrations=" + folder);
            assertThat(waiting.errorReader(StandardCharsets.UTF_8).readLine())
                    .startsWith("waiting: cannot reach ")
                    .endsWith(" of at most 5m");
            server.start();
            assertThat(Patience.exit(waiting)).isZero();

            Outcome there = Program.on(database.url()).run("await", "--version=001", "--output=json");
            assertThat(Said.by(there)
                            .exit(0)
                            .document("schemaVersion", "awaited", "millis", "note")
                            .get("schemaVersion")
                            .asText())
                    .isEqualTo("001");
            Said.by(Program.on(database.url()).run("await", "--version=002", "--timeout=1s"))
                    .failed(4, "schema version 002 is not there: the schema is at 001");
        }
        Said.by(Program.on("postgresql://h/d").run("await", "--version=newest")).failed(2, "is no version");
        Said.by(Program.on("postgresql://h/d").run("migrate", "--wait=soon")).failed(2, "'soon' is not a duration");
    }
}
