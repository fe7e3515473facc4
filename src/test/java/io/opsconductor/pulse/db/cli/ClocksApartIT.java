package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is hours behind: by its clock an old backup looks young. The server shows another time than this machine. */
@ProgramTest
class ClocksApartIT {
    @Postgres
    private TestDatabase database;

    @TempDir
    private Path directory;

    @Test
    void a_backup_is_as_old_as_the_later_clock_tells_and_that_clocks_differ_is_told() throws Exception {
        assertThat(program().run("backup", "take", "--init", "daily").exit()).isZero();
        assertThat(severity("connection.clock")).isEqualTo("ok");
        assertThat(severity("backup.recovery-point")).isEqualTo("ok");

        ahead("3 hours");
        JsonNode apart = finding("connection.clock");
        assertThat(apart.path("severity").asText()).isEqualTo("warning");
        assertThat(apart.path("message").asText()).contains("ahead of this machine's");
        JsonNode old = finding("backup.recovery-point");
        assertThat(old.path("severity").asText()).isEqualTo("critical");
        assertThat(old.path("message").asText()).contains("what was written in the last 3h");

        ahead("-3 hours");
        assertThat(finding("connection.clock").path("message").asText()).contains("behind this machine's");
        assertThat(severity("backup.recovery-point")).isEqualTo("ok");
    }

    /** The function that tells it, in this database only. */
    private void ahead(String interval) throws Exception {
        database.execute("SET allow_system_table_mods = on;"
                + " DO $$ BEGIN ALTER FUNCTION pg_catalog.clock_timestamp() RENAME TO true_time;"
                + " EXCEPTION WHEN duplicate_function THEN NULL; END $$;"
                + " CREATE OR REPLACE FUNCTION pg_catalog.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
                + " AS 'SELECT pg_catalog.true_time() + interval ''" + interval + "'''");
    }

    private String severity(String check) throws Exception {
        return finding(check).path("severity").asText();
    }

    private JsonNode finding(String check) throws Exception {
        Outcome checked = program().run("check", "connection", "backups", "--all", "--output=json");
        for (JsonNode finding : new ObjectMapper().readTree(checked.out()).path("findings")) {
            if (finding.path("check").asText().equals(check)) {
                return finding;
            }
        }
        throw new AssertionError("no " + check + " in " + checked);
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_PROFILE", "none")
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .with("PULSE_BACKUPS_DAILY_RPO", "2h");
    }
}
