package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.dev.ProgramTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not executed of a script, and what is told when it cannot be restored. */
@ProgramTest
class ScriptRefusalsIT extends DumpedScript {
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
}
