package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.Rehearsal;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C3 of the security review once more: PostgreSQL computes what is constant when it reads or plans a statement, not only
 * when it runs it, and an immutable function of anybody's counts as constant.
 */
@ProgramTest
class C3PlannerRunsOwnersCodeIT extends HostileOwner {
    @BeforeEach
    void an_owner_with_ideas() throws Exception {
        begin("c3-planner.sql");
    }

    @AfterEach
    void drop() throws SQLException {
        end();
    }

    @Test
    void nothing_that_is_computed_beforehand_runs_as_a_superuser_or_changes_rows_of_others(@Postgres TestDatabase empty)
            throws Exception {
        BackupRoom.take(directory, source);
        assertThat(Rehearsal.of(directory).drill(source).differences()).isEmpty();
        assertThat(superusers()).isEmpty();

        try (Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            assertThat(Rehearsal.of(directory).restore(source, into).differences())
                    .isEmpty();
            assertThat(superusers()).isEmpty();
            assertThat(one(empty, "SELECT held FROM public.victim")).isEqualTo("untouched");
            nothingOfOurs(empty);
            empty.execute("DROP OWNED BY " + mallory + " CASCADE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE AGGREGATE mal.ag(int) (SFUNC = mal.sf, STYPE = mal.dom, INITCOND = '1')",
                "CREATE VIEW mal.v AS SELECT '{1}'::mal.dom[] AS x",
                "CREATE TABLE mal.t (x mal.dom[] DEFAULT '{1}'::mal.dom[])",
                "CREATE TYPE mal.r AS RANGE (SUBTYPE = mal.dom); CREATE VIEW mal.v AS SELECT '[1,2]'::mal.r AS x",
                "CREATE TABLE mal.e (a int); CREATE INDEX ON mal.e ((a = ANY ('{1}'::mal.dom[])))",
                "CREATE TABLE mal.e (a int); CREATE INDEX ON mal.e (a) WHERE '{1}'::mal.dom[] IS NOT NULL",
                "CREATE TABLE mal.e (a int); CREATE RULE r AS ON DELETE TO mal.e WHERE '{1}'::mal.dom[] IS NULL DO NOTHING",
                "CREATE TABLE mal.e (a int); CREATE POLICY p ON mal.e USING ('{1}'::mal.dom[] IS NULL)",
                "CREATE TABLE mal.p (a int) PARTITION BY RANGE ((mal.one('key') + a));"
                        + " CREATE TABLE mal.p1 PARTITION OF mal.p FOR VALUES FROM (0) TO (9)",
                "CREATE TABLE mal.p (a int) PARTITION BY RANGE (a); CREATE TABLE mal.p1 (a int CHECK (mal.one('part') = 1));"
                        + " ALTER TABLE mal.p ATTACH PARTITION mal.p1 FOR VALUES FROM (0) TO (9)",
                "CREATE TABLE mal.p (a mal.dom) PARTITION BY RANGE (a);"
                        + " CREATE TABLE mal.p1 PARTITION OF mal.p FOR VALUES FROM (0) TO (9)",
                "CREATE TABLE mal.e (a int); CREATE FUNCTION mal.ofrow(mal.e) RETURNS bool LANGUAGE sql IMMUTABLE AS"
                        + " 'SELECT true'; ALTER TABLE mal.e ADD CHECK (mal.ofrow(e) AND mal.one('early') = 1)",
                "CREATE TABLE mal.i (a int); CREATE INDEX ON mal.i ((mal.inlined('index') + a))",
                "CREATE TABLE mal.i (a int); CREATE INDEX ON mal.i (a) WHERE mal.one('predicate') > a",
                "CREATE TABLE mal.i (a int, s int); CREATE STATISTICS mal.stats ON (mal.one('statistics') + a), s FROM mal.i",
                "CREATE TABLE mal.pk (a int PRIMARY KEY); CREATE TABLE mal.fk (a int REFERENCES mal.pk);"
                        + " CREATE INDEX ON mal.fk ((mal.one('fk') + a))",
                "CREATE MATERIALIZED VIEW mal.m AS SELECT a FROM mal.indexed; CREATE INDEX ON mal.m ((mal.one('view') + a))",
                "CREATE INDEX ON mal.h (time, (mal.one('chunkindex') + a))"
            })
    void what_has_to_be_computed_by_a_superuser_is_told_and_not_computed(String made) throws Exception {
        source.execute(
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE FUNCTION mal.chk(int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS"
                        + " $$ BEGIN RETURN mal.pay('domain') = 1; END $$",
                "CREATE FUNCTION mal.inlined(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT mal.one($1)'",
                "CREATE DOMAIN mal.dom AS int CHECK (mal.chk(VALUE))",
                "CREATE FUNCTION mal.sf(mal.dom, int) RETURNS mal.dom LANGUAGE sql IMMUTABLE AS 'SELECT $1'",
                made);
        BackupRoom.take(directory, source);

        PulseFailure failure = catchThrowableOfType(
                PulseFailure.class, () -> Rehearsal.of(directory).drill(source));

        assertThat(superusers()).isEmpty();
        if (failure != null) {
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure).hasMessageContaining("pulse_db_holds_this_function");
            assertThat(failure.remedy()).contains("PULSE_DRILL_TRUST_OWNERS=true");
        }
    }

    @Test
    void a_domain_executes_nothing_by_functions_of_postgresql_itself(@Postgres TestDatabase empty) throws Exception {
        source.execute(
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE DOMAIN mal.dom AS int CHECK (VALUE < 99 AND CASE WHEN current_setting('is_superuser') = 'on' THEN"
                        + " query_to_xml('SELECT lo_create(4711)', true, true, '') IS NOT NULL ELSE true END)",
                "CREATE TABLE mal.t (x mal.dom[] DEFAULT '{1}'::mal.dom[])",
                "CREATE TABLE mal.p (a mal.dom) PARTITION BY RANGE (a)",
                "CREATE TABLE mal.p1 PARTITION OF mal.p FOR VALUES FROM (0) TO (9)",
                "CREATE INDEX ON mal.t ((x[1] = ANY ('{1}'::mal.dom[])))");
        BackupRoom.take(directory, source);

        try (Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            assertThat(Rehearsal.of(directory).restore(source, into).differences())
                    .isEmpty();

            assertThat(one(empty, "SELECT count(*) FROM pg_largeobject_metadata"))
                    .isEqualTo("0");
            nothingOfOurs(empty);
            assertThatThrownBy(() -> empty.execute("SELECT 100::mal.dom")).hasMessageContaining("dom_check");
            empty.execute("DROP OWNED BY " + mallory + " CASCADE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--no-owner", "ALTER TABLE mal.indexed OWNER", "ALTER FUNCTION mal.one", "ALTER MATERIALIZED"})
    void a_script_that_leaves_what_an_owner_wrote_to_who_restores_is_told_and_not_restored(String missing)
            throws Exception {
        Path script = directory.resolve("source.sql");
        Path programs = DevelopmentDatabases.shared().clientTools();
        new ProcessBuilder(
                        programs.resolve("pg_dump").toString(),
                        "--verbose",
                        missing.startsWith("--") ? missing : "--no-acl",
                        "--file=" + script,
                        "--dbname=" + source.url())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start()
                .waitFor();
        Files.write(
                script,
                Files.readAllLines(script).stream()
                        .filter(line -> !line.startsWith(missing))
                        .toList());

        PulseDbProgram program = new PulseDbProgram()
                .database(source.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*.sql")
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name())
                .with("PULSE_POSTGRESQL_BIN_DIRECTORY", programs.toString());
        program.run("backup", "verify", "daily", "--unread");
        Outcome outcome = program.run("drill", "daily", "--backup=source.sql");

        assertThat(superusers()).isEmpty();
        assertThat(outcome.err())
                .as(outcome.toString())
                .contains("does not give mal.", "PULSE_DRILL_TRUST_OWNERS=true");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void a_restore_for_keeps_that_fails_leaves_no_function_held(@Postgres TestDatabase empty) throws Exception {
        source.execute(
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE TABLE mal.p (a int GENERATED ALWAYS AS (mal.one('part')) STORED)");
        BackupRoom.take(directory, source);
        try (Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            assertThatThrownBy(() -> Rehearsal.of(directory).restore(source, into))
                    .hasMessageContaining("pulse_db_holds_this_function");

            nothingOfOurs(empty);
            empty.execute("DROP OWNED BY " + mallory + " CASCADE");
        }
    }

    private static void nothingOfOurs(TestDatabase database) throws SQLException {
        assertThat(one(database, "SELECT count(*) FROM pg_proc WHERE proconfig::text LIKE '%pulse%'"))
                .as("functions are as they were")
                .isEqualTo("0");
        assertThat(one(
                        database,
                        "SELECT count(*) FROM pg_constraint WHERE contype NOT IN ('c', 'f', 'n', 'p', 't', 'u', 'x')"))
                .as("so are checks of domains")
                .isEqualTo("0");
        assertThat(one(database, "SELECT count(*) FROM pg_event_trigger WHERE evtname LIKE 'pulse%'"))
                .isEqualTo("0");
        assertThat(one(database, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'pulse%'"))
                .isEqualTo("0");
    }
}
