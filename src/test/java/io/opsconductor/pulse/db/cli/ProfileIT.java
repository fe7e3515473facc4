package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose promises hold: Pulse's for Pulse's database, and the configured ones only for any other. */
@ProgramTest
class ProfileIT {
    private static final String[] PULSES = {"telemetry", "system_metrics", "audit_log", "daily", "Python"};

    @TempDir
    Path folder;

    @Test
    void a_folder_of_other_files_brings_no_promise_of_pulses() {
        try (TestDatabase database = migrated()) {
            Said.by(Program.on(database.url())
                            .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString())
                            .run("check", "--all", "schema", "compression", "retention", "backups"))
                    .out("schema.current", "every migration is applied")
                    .nowhere(PULSES);
        }
    }

    @Test
    void a_folder_that_a_named_file_names_counts_too() {
        try (TestDatabase database = migrated()) {
            Program.write(folder, ".properties", "pulse.migrations.directory=" + folder);
            Said.by(Program.on(database.url())
                            .run(
                                    "check",
                                    "--all",
                                    "schema",
                                    "retention",
                                    "backups",
                                    "--config=" + folder.resolve(".properties")))
                    .out("every migration is applied")
                    .nowhere(PULSES);
        }
    }

    @Test
    void nothing_of_pulses_former_runner_is_made_or_said() throws SQLException {
        try (TestDatabase database = migrated();
                Connection connection = database.connect();
                ResultSet tables = connection
                        .createStatement()
                        .executeQuery("SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables"
                                + " WHERE schemaname = 'public'")) {
            tables.next();
            assertThat(tables.getString(1)).isEqualTo("a c flyway_schema_history pulse_migration_log");
        }
        for (String command : new String[] {"migrate", "status", "validate", "repair", "adopt", "check", "grants"}) {
            Said.by(Program.withoutDatabase().run(command, "--help")).exit(0).nowhere("Python", "schema_migrations");
        }
    }

    @Test
    void a_history_of_other_files_withdraws_what_pulse_ships_unless_the_profile_is_chosen() {
        try (TestDatabase database = migrated()) {
            PulseDbProgram program = Program.on(database.url());
            Said.by(program.run("check", "schema", "retention", "backups"))
                    .exit(3)
                    .out("none of the 2 migrations in the history (001_a.sql …) is in the folder")
                    .nowhere(PULSES);
            Said.by(program.with("PULSE_PROFILE", "pulse").run("check", "backups"))
                    .exit(3)
                    .out("the backup set daily has no directory");
        }
    }

    @Test
    void without_profile_and_folder_nothing_is_installed_and_a_history_that_cannot_be_compared_is_unknown() {
        try (TestDatabase database = migrated();
                TestDatabase empty = DevelopmentDatabases.shared().postgres()) {
            Said.by(Program.on(empty.url()).with("PULSE_PROFILE", "none").run("migrate"))
                    .failed(2, "no folder of migrations is configured", "--migrations=DIR");
            Said.by(Program.on(empty.url()).with("PULSE_PROFILE", "none").run("check", "--all", "schema"))
                    .exit(0)
                    .out("not judged: no folder of migrations is configured");
            Said.by(Program.on(database.url()).with("PULSE_PROFILE", "none").run("check", "schema"))
                    .exit(3)
                    .out("that the 2 in the history could be compared with", "set pulse.migrations.directory");
        }
    }

    @Test
    void pulses_own_folder_keeps_its_promises_wherever_it_lies() {
        Said.by(Program.withoutDatabase()
                        .with("PULSE_MIGRATIONS_DIRECTORY", "db/migrations")
                        .run("check", "backups"))
                .out("the backup set daily has no directory");
    }

    @Test
    void that_no_backup_set_is_configured_is_a_warning_until_it_is_said_to_be_meant() {
        PulseDbProgram program = Program.withoutDatabase().with("PULSE_PROFILE", "none");
        Said.by(program.run("check", "backups"))
                .exit(0)
                .out("backup.sets", "no backup set is configured", "-> pulse-db init", "1 finding: 1 warning")
                .nowhere(PULSES);
        Said.by(program.run("check", "backups", "--fail-on=warning")).exit(3);
        Said.by(program.with("PULSE_BACKUPS_ELSEWHERE_EXPECTED", "false").run("check", "backups"))
                .exit(0)
                .nowhere("backup.sets");
    }

    @Test
    void a_task_for_which_no_backup_set_is_configured_is_refused() {
        PulseDbProgram program = Program.withoutDatabase()
                .database("postgresql://someone@127.0.0.1:1/nowhere")
                .with("PULSE_PROFILE", "none");
        for (String task : new String[] {"take", "rotate"}) {
            Said.by(program.run("backup", task)).failed(2, "no backup set is configured", "pulse-db init proposes");
        }
    }

    @Test
    void a_profile_that_does_not_exist_or_is_misspelt_is_refused() {
        Said.by(Program.withoutDatabase().with("PULSE_PROFILE", "plus").run("check"))
                .failed(2, "pulse.profile=plus does not exist", "none for any other");
        Said.by(Program.withoutDatabase().with("PULSE_PROFIL", "none").run("check"))
                .failed(2, "unknown environment variable PULSE_PROFIL", "did you mean PULSE_PROFILE?");
    }

    private TestDatabase migrated() {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (b int);");
        Program.write(folder, "002_c.sql", "CREATE TABLE c (d int);");
        TestDatabase database = DevelopmentDatabases.shared().postgres();
        Said.by(Program.on(database.url()).run("migrate", "--migrations=" + folder))
                .exit(0)
                .err("database " + database.name() + " is empty: installing 2 migrations of " + folder
                        + "; their history goes to schema public");
        return database;
    }
}
