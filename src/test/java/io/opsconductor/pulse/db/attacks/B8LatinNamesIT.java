package io.opsconductor.pulse.db.attacks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner of one table of a database that is not in UTF8 names it beyond ASCII: no drill of the whole backup matched any more. */
@ProgramTest
class B8LatinNamesIT {
    @TempDir
    Path folder;

    private PostgresServer server;

    @BeforeEach
    void begin() {
        server = DevelopmentDatabases.shared().server().newServer();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "WIN1252", "EUC_JP"})
    void what_is_named_beyond_ascii_is_found_where_it_was_restored(String encoding) throws Exception {
        make(encoding);
        Said.by(run("backup", "take", "--init")).exit(0);
        Said.by(run("drill")).exit(0).out("1 table counted, no difference from the manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "encrypted"})
    void a_row_that_has_no_character_in_utf8_keeps_no_backup_from_being_taken(String how) throws Exception {
        make("WIN1252");
        inLatin("INSERT INTO mal.\"\u00e9\" VALUES (convert_from('\\x81', 'WIN1252'))");
        Said.by((how.equals("plain")
                                ? program()
                                : program()
                                        .with(
                                                "PULSE_BACKUPS_DAILY_ENCRYPT_TO",
                                                "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"))
                        .run("backup", "take", "--init"))
                .exit(0);
    }

    private void make(String encoding) throws Exception {
        try (TestDatabase other = server.createDatabase()) {
            other.execute(
                    "CREATE DATABASE latin ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        }
        inLatin(
                "CREATE ROLE mallory",
                "CREATE SCHEMA mal AUTHORIZATION mallory",
                "SET SESSION AUTHORIZATION mallory",
                "CREATE TABLE mal.\"\u00e9\" AS SELECT '\u00fc'::text AS \"\u00e0\" FROM generate_series(1, 7)");
    }

    private void inLatin(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("latin"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private PulseDbProgram.Outcome run(String... command) {
        return program().run(command);
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database(server.url("latin"))
                .with("PULSE_PROFILE", "none")
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .clientTools()
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", "latin");
    }
}
