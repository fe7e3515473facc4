package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code drill} and {@code restore} of scripts that a real pg_dump made, not pulse-db. */
@ProgramTest
class ScriptDrillIT extends DumpedScript {
    /** All rows of what is hard to write down, as one value. */
    private static final String SUM = "SELECT md5(string_agg(t::text, '|' ORDER BY i)) FROM strange t";

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
        Said.by(program().run("check", "--all", "backups")).out("no backup of this set has ever been restored");

        JsonNode drill =
                Said.by(program().run("drill", "--output=json")).exit(0).document(Said.DRILL);
        assertThat(drill.get("tables").asInt()).isEqualTo(2);
        assertThat(drill.get("notCompared")).isEmpty();
        Said.by(program().run("check", "--all", "backups")).out("backup " + name + " was restored and matches");
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
                "--quote-all-identifiers --no-acl",
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
    void a_script_without_owners_is_restored_where_all_who_wrote_its_functions_are_trusted() throws Exception {
        dump("plant.sql", "--verbose", "--no-owner");
        verified(0);
        Said.by(program().run("drill", "daily"))
                .exit(1)
                .err("does not give ", " to its owner", "--no-owner", "PULSE_DRILL_TRUST_OWNERS=true");

        Said.by(program().with("PULSE_DRILL_TRUST_OWNERS", "true").run("drill", "daily"))
                .exit(0)
                .out("2 tables counted, no difference");
        dump("plant.sql", "--verbose", "--no-owner", "--table=strange");
        verified(0);
        Said.by(program().run("drill", "daily")).exit(0).out("1 table counted, no difference");
    }

    @Test
    void an_exclusion_constraint_computes_its_owners_function_as_an_index_does() throws Exception {
        String owner = source.name() + "_owner";
        source.execute(
                "CREATE ROLE " + owner,
                "GRANT CREATE, USAGE ON SCHEMA other TO " + owner,
                "SET SESSION AUTHORIZATION " + owner,
                "CREATE FUNCTION other.half(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 / 2; END'",
                "CREATE TABLE other.excluding (i int, EXCLUDE USING btree ((other.half(i)) WITH =))",
                "INSERT INTO other.excluding VALUES (1), (3)",
                "RESET SESSION AUTHORIZATION");
        try {
            dump("plant.sql", "--verbose");
            verified(0);

            Said.by(program().run("drill", "daily")).exit(0).out("3 tables counted, no difference");
        } finally {
            source.execute("DROP OWNED BY " + owner + " CASCADE", "DROP ROLE " + owner);
        }
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
        Said.by(program().run("check", "--all", "backups"))
                .exit(3)
                .out("backup plant.sql was restored and matches", "backup.recovery-point");
    }

    @Test
    void large_objects_are_restored_where_no_table_has_a_row() throws Exception {
        source.execute("SELECT lo_from_bytea(0, 'large')", "SELECT lo_from_bytea(0, 'other')");
        dump("plant.sql", "--verbose", "--exclude-table-data=*");
        verified(0);

        try (TestDatabase into = DevelopmentDatabases.shared().postgres()) {
            Said.by(program().run("restore", "daily", "--backup=plant.sql", "--into=" + into.url()))
                    .exit(0);
            assertThat(one(
                            into,
                            "SELECT string_agg(convert_from(lo_get(oid), 'UTF8'), ' ' ORDER BY oid)"
                                    + " FROM pg_largeobject_metadata"))
                    .isEqualTo("large other");
        }
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
            // Other tests may be at the same server, with roles and scratch databases of their own.
            String loading = " FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE 'COPY public.sleepy%'";
            await().until(() -> one(source, "SELECT count(*)" + loading).equals("1"));
            String role = one(source, "SELECT usename" + loading);
            String scratch = one(source, "SELECT datname" + loading);
            process.toHandle().destroy();

            assertThat(Patience.exit(process)).isEqualTo(4);
            assertThat(one(source, "SELECT count(*) FROM pg_database WHERE datname = '" + scratch + "'"))
                    .isEqualTo("0");
            assertThat(one(source, "SELECT count(*) FROM pg_roles WHERE rolname = '" + role + "'"))
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
            String byDefault = "INSERT INTO strange (i) VALUES (0) RETURNING t";
            assertThat(one(into, byDefault)).isEqualTo(one(source, byDefault));
        }
    }
}
