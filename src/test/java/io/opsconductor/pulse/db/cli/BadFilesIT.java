package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that must not be applied, or fail: which file, where, and what became of the rest. */
@ProgramTest
class BadFilesIT {
    @Postgres
    private static TestDatabase database;

    @TempDir
    Path folder;

    @Test
    void an_sql_error_names_file_line_statement_and_state_and_what_was_kept(@Postgres TestDatabase own) {
        Program.write(folder, "001_good.sql", "CREATE TABLE kept (n int);");
        Program.write(folder, "002_bad.sql", "CREATE TABLE gone (n int);", "", "INSERT INTO kept", "VALUES ('x');");
        Outcome outcome = Program.on(own.url()).run("migrate", "--migrations=" + folder, "--output=json", "--progress");

        JsonNode error = Said.by(outcome)
                .failed(
                        1,
                        "[1/2] 001_good.sql",
                        "002_bad.sql:4: invalid input syntax for type integer: \"x\" (SQLSTATE 22P02)",
                        "in: INSERT INTO kept VALUES ('x')",
                        "the file was rolled back; 1 file before it stays applied")
                .document("error")
                .get("error");
        assertThat(error.get("exit").asInt()).isEqualTo(1);
        assertThat(error.get("message").asText()).startsWith("002_bad.sql:4");
        assertThat(error.get("remedy").asText()).isNotBlank();

        Outcome traced = Program.on(own.url()).run("migrate", "--migrations=" + folder, "--verbose");
        Said.by(traced).exit(1).err("at io.opsconductor.pulse.db");

        Said.by(Program.on(own.url()).run("status", "--migrations=" + folder))
                .exit(0)
                .out("001      applied", "002      pending");
    }

    @Test
    void a_name_that_fits_no_pattern_is_refused_by_every_command() {
        Program.write(folder, "001_a.sql", "SELECT 1;");
        Program.write(folder, "notes.txt", "remember the milk");

        for (String command : new String[] {"migrate", "status", "validate"}) {
            Said.by(run(command))
                    .failed(2, "'notes.txt'", "is no migration", "NNN_name.sql")
                    .inOneLine();
        }
    }

    @Test
    void two_files_with_one_version_are_both_named() {
        Program.write(folder, "036_a.sql", "SELECT 1;");
        Program.write(folder, "036_b.sql", "SELECT 1;");

        Said.by(run("migrate"))
                .failed(2, "two migrations have version 036: 036_a.sql and 036_b.sql")
                .inOneLine();
    }

    @Test
    void a_missing_folder_and_bytes_that_are_no_text_are_named() throws IOException {
        Said.by(Program.on(database.url()).run("migrate", "--migrations=/no/such/folder"))
                .failed(2, "there is no directory /no/such/folder")
                .inOneLine();

        Files.write(folder.resolve("001_latin.sql"), new byte[] {'-', '-', (byte) 0xFC, '\n'});
        Said.by(run("validate")).failed(2, "001_latin.sql is not UTF-8: byte 2").inOneLine();
    }

    @Test
    void a_changed_file_is_shown_and_refused(@Postgres TestDatabase own) {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        Said.by(Program.on(own.url()).run("migrate", "--migrations=" + folder)).exit(0);
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n bigint);");

        Said.by(Program.on(own.url()).run("migrate", "--migrations=" + folder))
                .failed(2, "migration 001_a.sql was changed after it was applied", "restore the file")
                .inOneLine();
        Said.by(Program.on(own.url()).run("status", "--migrations=" + folder))
                .exit(0)
                .out("changed");
        Said.by(Program.on(own.url()).run("validate", "--migrations=" + folder))
                .exit(3)
                .out("001_a.sql: was changed after it was applied [changed] -> ");
    }

    @Test
    void transaction_control_in_a_file_is_refused_with_its_line() {
        Program.write(folder, "001_a.sql", "SELECT 1;", "COMMIT;", "SELECT 2;");

        Said.by(run("migrate"))
                .failed(2, "001_a.sql:2: COMMIT", "[transaction-control]")
                .inOneLine();
        Said.by(run("validate")).exit(3).out("001_a.sql:2: COMMIT", "-> leave it out");
    }

    private Outcome run(String command) {
        return Program.on(database.url()).run(command, "--migrations=" + folder);
    }
}
