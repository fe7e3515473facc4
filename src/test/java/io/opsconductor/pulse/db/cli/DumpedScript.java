package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database that is hard to write down, and scripts that the real pg_dump makes of it. */
abstract class DumpedScript {
    static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @TempDir
    Path folder;

    @TempDir
    Path state;

    TestDatabase source;

    @BeforeEach
    void a_database() throws Exception {
        source = DevelopmentDatabases.shared().postgres();
        source.execute(
                "CREATE TABLE strange (i int PRIMARY KEY, t text DEFAULT E'a;\\\\b''c', b bytea)",
                "INSERT INTO strange SELECT i, (ARRAY[E'\\\\.', E'x\\n\\\\.\\ny', E'\\\\! touch x', E'tab\\t;', '$$ ''',"
                        + " E'-- Name: evil; Type: TABLE; Schema: public; Owner: evil', NULL, 'é'])[i % 8 + 1],"
                        + " decode('00ff5c2e', 'hex') FROM generate_series(1, 1000) i",
                "CREATE SCHEMA other CREATE TABLE empty (i int)",
                "CREATE FUNCTION other.quoted() RETURNS text LANGUAGE plpgsql AS $a$ BEGIN -- $b$ ' \"\n"
                        + "RETURN 'COPY public.fake (i) FROM stdin;\n\\.\n'; END $a$",
                "CREATE FUNCTION other.several(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a; SELECT a + 1; END",
                "CREATE RULE twice AS ON INSERT TO other.empty DO ALSO (DELETE FROM strange WHERE i < 0;"
                        + " DELETE FROM strange WHERE i < -1;)",
                "CREATE VIEW odd AS SELECT * FROM strange WHERE i % 2 = 1",
                "CREATE MATERIALIZED VIEW many AS SELECT * FROM odd",
                "CREATE SEQUENCE counter START 7");
    }

    @AfterEach
    void drop() {
        source.close();
    }

    String scratchDatabases() throws SQLException {
        return one(source, "SELECT count(*) FROM pg_database WHERE datname LIKE 'pulse\\_drill%'");
    }

    static String one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*")
                .with("PULSE_BACKUPS_DAILY_STATE_DIRECTORY", state.toString())
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    void verified(int exit) {
        Said.by(program().run("backup", "verify", "daily", "--unread")).exit(exit);
    }

    Path dump(String name, String... options) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command =
                new ArrayList<>(List.of(PROGRAMS.resolve("pg_dump").toString()));
        command.addAll(List.of(options));
        command.add("--dbname=" + source.url());
        run(command, file);
        return file;
    }

    void run(List<String> command, Path output) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("said", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().put("TZ", "UTC");
            // pg_dumpall does not hand a password on to pg_dump.
            DatabaseUrl.parse(source.url()).environment().forEach(builder.environment()::put);
            assertThat(builder.start().waitFor()).as(Files.readString(errors)).isZero();
        } finally {
            Files.delete(errors);
        }
    }
}
