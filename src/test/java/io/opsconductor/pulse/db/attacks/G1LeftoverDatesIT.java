package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G1: a role that may make roles, or databases, calls one as a killed drill leaves it, of a day that no calendar has: no drill or
 * restore of that server began any more, and {@code schema.restore} was unknown.
 */
@ProgramTest
class G1LeftoverDatesIT {
    private static final String NEVER = "99999999t999999_00000000";
    private static final String DRILL = "pulse_drill_" + NEVER;

    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    @AfterEach
    void end() throws Exception {
        database.execute("DROP DATABASE IF EXISTS " + DRILL, "DROP ROLE IF EXISTS g1_victim", "DROP ROLE g1_maker");
    }

    @Test
    void roles_and_databases_of_no_day_stop_nothing_and_are_left_alone() throws Exception {
        database.execute("CREATE TABLE t AS SELECT 1 AS i", "CREATE ROLE g1_maker CREATEROLE CREATEDB");
        BackupRoom.take(folder, database);
        database.execute(
                "SET SESSION AUTHORIZATION g1_maker",
                "CREATE ROLE g1_victim",
                "COMMENT ON ROLE g1_victim IS 'pulse-db restore: made for pulse_restore_" + NEVER
                        + ", dropped with it'");
        database.execute("SET SESSION AUTHORIZATION g1_maker", "CREATE DATABASE " + DRILL);
        database.execute(
                "SET SESSION AUTHORIZATION g1_maker",
                "COMMENT ON DATABASE " + DRILL
                        + " IS 'pulse-db drill: a restored backup, dropped when it has been compared'");

        assertThat(program().run("check", "schema", "--all").out())
                .containsPattern("(?m)^OK +schema\\.restore ")
                .doesNotContain("could not look");
        Said.by(program().run("drill", "daily")).exit(0);
        assertThat(database.connect()
                        .createStatement()
                        .executeQuery("SELECT FROM pg_roles WHERE rolname = 'g1_victim'")
                        .next())
                .isTrue();
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .clientTools()
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", database.name());
    }
}
