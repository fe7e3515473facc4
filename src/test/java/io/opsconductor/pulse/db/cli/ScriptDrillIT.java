package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code drill} and {@code restore} of scripts that a real pg_dump made, not pulse-db. */
@ProgramTest
class ScriptDrillIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();
    /** All rows of what is hard to write down, as one value. */
    private static final String SUM = "SELECT md5(string_agg(t::text, '|' ORDER BY i)) FROM strange t";

    @TempDir
    Path folder;

    @TempDir
    Path state;

    private TestDatabase source;

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

    @ParameterizedTest
    @CsvSource({"plant.sql, ''", "plant.sql.gz, gzip", "plant.sql.zst, zstd", "plant.sql.lz4, lz4"})
    void a_script_is_unpacked_restored_compared_and_judged_and_nothing_is_written_beside_it(String name, String packer)
            throws Exception {
        Path script = dump("plant.sql", "--verbose");
        if (!packer.isEmpty()) {
            run(List.of(packer, "-q", "-c", script.toString()), folder.resolve(name));
            Files.delete(script);
        }
        verified(0);
        Said.by(program().run("check", "backups")).out("no backup of this set has ever been restored");

        JsonNode drill = Said.by(program().run("drill", "--output=json"))
                .exit(0)
                .document(
                        "set",
                        "backup",
                        "matches",
                        "differences",
                        "notCompared",
                        "restoreSeconds",
                        "rto",
                        "withinRto",
                        "bytes",
                        "tables",
                        "server",
                        "at");
        assertThat(drill.get("tables").asInt()).isEqualTo(2);
        assertThat(drill.get("notCompared")).isEmpty();
        Said.by(program().run("check", "backups")).out("backup " + name + " was restored and matches");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--verbose",
                "--create --clean --if-exists",
                "--clean",
                "--quote-all-identifiers --no-owner --no-acl",
                "--encoding=LATIN1",
                "--use-set-session-authorization --disable-triggers",
                "--column-inserts --rows-per-insert=7 --on-conflict-do-nothing"
            })
    void every_row_is_as_it_was_however_pg_dump_was_told_to_write_it(String options) throws Exception {
        dump("plant.sql", ("--verbose " + options).split(" "));
        verified(0);

        restored("plant.sql", "plant.sql");
    }

    @Test
    void line_ends_of_windows_and_a_byte_order_mark_change_no_row_but_those_that_hold_them() throws Exception {
        Path script = dump("plant.sql", "--verbose");
        Files.writeString(script, "\ufeff" + Files.readString(script).replace("\n", "\r\n"));
        verified(0);

        restored("plant.sql", "plant.sql");
    }

    @Test
    void texts_are_read_by_the_rules_of_the_server_that_wrote_them() throws Exception {
        source.execute("ALTER DATABASE " + source.name() + " SET standard_conforming_strings = off");
        source.execute("ALTER TABLE strange ALTER t SET DEFAULT E'\\\\'';\\\\', ADD CHECK (t <> E'\\\\\\'')");
        Path script = dump("plant.sql", "--verbose", "--inserts");
        assertThat(Files.readString(script)).contains("SET standard_conforming_strings = off;");
        verified(0);

        restored("plant.sql", "plant.sql");
    }

    @Test
    void of_a_script_of_pg_dumpall_the_sets_database_is_restored_and_the_others_are_named() throws Exception {
        run(
                List.of(PROGRAMS.resolve("pg_dumpall").toString(), "--verbose", "--dbname=" + source.url()),
                folder.resolve("all.sql"));
        verified(0);

        Said.by(program().run("drill", "daily"))
                .exit(0)
                .out("2 tables counted, no difference", "not compared: the databases ", "postgres", "template1");
        restored("all.sql", "all.sql");
    }

    @Test
    void a_script_that_does_not_say_when_it_was_made_is_no_recovery_point_but_can_be_restored() throws Exception {
        dump("plant.sql");
        Said.by(program().run("backup", "verify", "daily", "--unread"))
                .failed(1, "does not say when it was made: dump with --verbose");

        Said.by(program().run("drill")).exit(0).out("2 tables counted, no difference from the dump");
        Said.by(program().run("check", "backups"))
                .exit(3)
                .out("backup plant.sql was restored and matches", "backup.recovery-point");
    }

    @ParameterizedTest
    @CsvSource({
        "\\! touch HERE, \\!",
        "SELECT 1 \\! touch HERE, \\!",
        "\\copy strange from program 'touch HERE', \\copy",
        "\\o | touch HERE, \\o",
        "\\g | touch HERE, \\g"
    })
    void a_command_of_psql_that_no_pg_dump_writes_is_told_and_executed_nowhere(String line, String named)
            throws Exception {
        Path touched = state.resolve("touched");
        Path script = dump("plant.sql", "--verbose");
        String text = Files.readString(script);
        String before = text.substring(0, text.indexOf("SET statement_timeout"));
        Files.writeString(
                script, before + line.replace("HERE", touched.toString()) + "\n" + text.substring(before.length()));

        Said.by(program().run("backup", "verify", "daily", "--unread"))
                .failed(1, "line " + (before.lines().count() + 1) + " holds psql's command " + named);
        Said.by(program().run("drill", "daily", "--backup=plant.sql"))
                .failed(1, "backup plant.sql is not verified", "holds psql's command");
        assertThat(touched).doesNotExist();
    }

    @Test
    void what_stands_in_no_entry_of_the_script_is_not_executed() throws Exception {
        Path script = dump("plant.sql", "--verbose");
        String made = "made_" + source.name();
        Files.writeString(
                script,
                Files.readString(script)
                        .replaceFirst("SET lock_timeout = 0;", "$0\nCREATE ROLE " + made + ";")
                        .replaceFirst("(COPY public.strange .*stdin;)", "$1 CREATE ROLE " + made + ";"));
        verified(0);

        Said.by(program().run("drill")).exit(0);
        assertThat(one(source, "SELECT count(*) FROM pg_roles WHERE rolname = '" + made + "'"))
                .isEqualTo("0");
    }

    @Test
    void what_owners_of_tables_wrote_runs_without_a_superusers_rights() throws Exception {
        String mallory = "mal" + Integer.toHexString(source.name().hashCode());
        source.execute("CREATE ROLE " + mallory + " LOGIN", "CREATE EXTENSION timescaledb");
        try (var in = getClass().getResourceAsStream("/attacks/c3-owners-code.sql")) {
            source.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("$MALLORY", mallory));
        }
        try {
            dump("plant.sql", "--verbose");
            verified(0);
            String roles = "SELECT string_agg(rolname, ' ' ORDER BY 1) FROM pg_roles WHERE rolname LIKE '" + mallory
                    + "%' OR rolname LIKE 'pulse\\_%'";
            String before = one(source, roles);

            Said.by(program().run("drill")).exit(0).out("no difference from the dump");
            assertThat(one(source, roles)).isEqualTo(before);

            Said.by(program().with("PULSE_DRILL_TRUST_OWNERS", "true").run("drill"))
                    .exit(0);
            assertThat(one(source, roles)).as("as it was asked for").contains(mallory + "_check");
        } finally {
            source.execute("DROP EVENT TRIGGER IF EXISTS " + mallory + "_ev");
            for (String name : List.of("check", "generated", "domain", "chunk", "row", "default", "notvalid")) {
                source.execute("DROP ROLE IF EXISTS " + mallory + "_" + name);
            }
            source.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
        }
    }

    @Test
    void a_script_of_a_pg_dump_that_writes_names_as_they_are_needs_trust_in_the_owners() throws Exception {
        Path script = dump("plant.sql", "--verbose");
        Files.writeString(
                script,
                Files.readString(script)
                        .replaceFirst("(by pg_dump version )\\S+", "$117.5")
                        .replace("$117.5", "17.5"));
        verified(0);

        Said.by(program().run("drill")).failed(2, "was written by pg_dump 17.5", "CVE-2025-8715", "17.6 or newer");
        Said.by(program().with("PULSE_DRILL_TRUST_OWNERS", "true").run("drill")).exit(0);
    }

    @Test
    void the_servers_first_error_is_told_with_the_line_of_the_script_and_nothing_is_left_behind() throws Exception {
        Path script = dump("plant.sql", "--verbose");
        String text = Files.readString(script).replaceFirst("\n1\t", "\none\t");
        Files.writeString(script, text);
        verified(0);
        long line =
                text.substring(0, text.indexOf("COPY public.strange")).lines().count() + 1;

        Said.by(program().run("drill"))
                .failed(
                        1,
                        "backup plant.sql cannot be restored: line " + line
                                + " of the script: invalid input syntax for type integer: \"one\"; CONTEXT: COPY strange,"
                                + " line ");
        Said.by(program().run("check", "backups")).exit(3).out("the last restore failed: backup plant.sql");
        assertThat(scratchDatabases()).isEqualTo("0");

        String wrong = text.replaceFirst("\none\t", "\n1\t").replaceFirst("    t text DEFAULT", "    t txet DEFAULT");
        Files.writeString(script, wrong);
        verified(0);
        Said.by(program().run("drill"))
                .failed(
                        1,
                        "line "
                                + (wrong.substring(0, wrong.indexOf("t txet"))
                                        .lines()
                                        .count()) + " of the script: type \"txet\" does not exist");
    }

    @Test
    void a_cut_script_is_refused() throws Exception {
        Path script = dump("plant.sql", "--verbose");
        String text = Files.readString(script);
        Files.writeString(script, text.substring(0, text.length() * 3 / 5));
        verified(1);

        Said.by(program().run("drill")).failed(1, "there is no verified backup", "have it dumped again by what makes");
        Said.by(program().run("drill", "daily", "--backup=plant.sql")).failed(1, "it ends inside the data of public.");
    }

    @Test
    void sigterm_ends_it_in_order_and_drops_the_scratch_database() throws Exception {
        source.execute(
                "CREATE FUNCTION slow(i int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN IF session_user LIKE 'pulse_loader%'"
                        + " THEN PERFORM pg_sleep(60); END IF; RETURN true; END $$",
                "CREATE TABLE sleepy (i int CHECK (public.slow(i)))", "INSERT INTO sleepy VALUES (1)");
        dump("plant.sql", "--verbose");
        verified(0);

        Process process = program().start("drill");
        try {
            await().until(() -> one(
                            source,
                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE 'COPY%'")
                    .equals("1"));
            process.toHandle().destroy();

            assertThat(Patience.exit(process)).isEqualTo(4);
            assertThat(scratchDatabases()).isEqualTo("0");
            assertThat(one(source, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'pulse\\_%'"))
                    .isEqualTo("0");
            try (var files = Files.list(state)) {
                assertThat(files).noneMatch(file -> file.toString().contains("drill"));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private void restored(String name, String told) throws Exception {
        try (TestDatabase into = DevelopmentDatabases.shared().postgres()) {
            Said.by(program().run("restore", "daily", "--backup=" + name, "--into=" + into.url()))
                    .exit(0)
                    .out("no difference from the dump", told);
            String sum = one(source, SUM.replace("t::text", "replace(t::text, E'\\r', '')"));
            assertThat(one(into, SUM.replace("t::text", "replace(t::text, E'\\r', '')")))
                    .isEqualTo(sum);
            assertThat(one(into, "SELECT count(*) FROM many")).isEqualTo("500");
            assertThat(one(into, "SELECT other.several(2)")).isEqualTo("3");
            assertThat(one(into, "SELECT replace(prosrc, E'\\r', '') FROM pg_proc WHERE proname = 'quoted'"))
                    .isEqualTo(one(source, "SELECT prosrc FROM pg_proc WHERE proname = 'quoted'"));
            assertThat(one(
                            into,
                            "SELECT column_default FROM information_schema.columns WHERE column_name = 't'"
                                    + " AND table_name = 'strange'"))
                    .isEqualTo(one(
                            source,
                            "SELECT column_default FROM information_schema.columns WHERE column_name = 't'"
                                    + " AND table_name = 'strange'"));
        }
    }

    private String scratchDatabases() throws SQLException {
        return one(source, "SELECT count(*) FROM pg_database WHERE datname LIKE 'pulse\\_drill%'");
    }

    private static String one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*")
                .with("PULSE_BACKUPS_DAILY_STATE_DIRECTORY", state.toString())
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    private void verified(int exit) {
        Said.by(program().run("backup", "verify", "daily", "--unread")).exit(exit);
    }

    private Path dump(String name, String... options) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command =
                new ArrayList<>(List.of(PROGRAMS.resolve("pg_dump").toString()));
        command.addAll(List.of(options));
        command.add("--dbname=" + source.url());
        run(command, file);
        return file;
    }

    private void run(List<String> command, Path output) throws IOException, InterruptedException {
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
