package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.dev.Postgres;
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
 * A34 and A17b: a materialized view, or a table with an index, of a superuser that calls an owner's code: a drill fills the view and
 * builds the index as the superuser.
 */
class A34SuperusersViewsIT extends HostileOwner {
    @BeforeEach
    void an_owner_with_ideas() throws Exception {
        begin("c3-planner.sql");
        source.execute(
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE TABLE mal.plain (a int)",
                "INSERT INTO mal.plain VALUES (1)",
                "CREATE VIEW mal.seen AS SELECT mal.val(a) AS a FROM mal.plain",
                "CREATE VIEW mal.executes AS SELECT CASE current_user WHEN '" + mallory
                        + "' THEN NULL ELSE query_to_xml('SELECT lo_create(4711)', true, true, '') END::text AS a");
    }

    @AfterEach
    void drop() throws SQLException {
        source.execute("DROP MATERIALIZED VIEW IF EXISTS mal.sm", "DROP TABLE IF EXISTS mal.st, mal.sp CASCADE");
        source.execute("DROP FUNCTION IF EXISTS public.ours(int) CASCADE");
        end();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MATERIALIZED VIEW mal.sm AS SELECT mal.val(a) AS a FROM mal.plain",
                "CREATE MATERIALIZED VIEW mal.sm AS SELECT a FROM mal.seen",
                "CREATE MATERIALIZED VIEW mal.sm AS SELECT public.ours(a) AS a FROM mal.plain",
                "CREATE MATERIALIZED VIEW mal.sm AS SELECT a FROM mal.plain; CREATE INDEX ON mal.sm ((mal.val(a)))",
                "CREATE TABLE mal.st (a int); INSERT INTO mal.st VALUES (1); CREATE INDEX ON mal.st ((mal.val(a)))",
                "CREATE TABLE mal.st (a int); INSERT INTO mal.st VALUES (1); CREATE INDEX ON mal.st (a) WHERE mal.val(a) > 0",
                "CREATE TABLE mal.st (a int4range); INSERT INTO mal.st VALUES ('[1,2]');"
                        + " ALTER TABLE mal.st ADD EXCLUDE USING gist (a WITH &&) WHERE (mal.val(lower(a)) > 0)",
                "CREATE TABLE mal.sp (a int) PARTITION BY RANGE (a); CREATE TABLE mal.st PARTITION OF mal.sp DEFAULT;"
                        + " INSERT INTO mal.sp VALUES (1); CREATE INDEX ON mal.sp ((mal.val(a)))"
            })
    void what_a_superuser_owns_calls_no_owners_code_and_the_drill_says_so(String made) throws Exception {
        source.execute(
                "CREATE FUNCTION public.ours(int) RETURNS int LANGUAGE sql STABLE AS 'SELECT mal.val($1)'",
                "SET SESSION AUTHORIZATION " + mallory,
                made);
        handOver();
        BackupRoom.take(directory, source);

        assertThat(told()).contains("pulse_db_holds_this_function", "PULSE_DRILL_TRUST_OWNERS=true");
        assertThat(superusers()).isEmpty();
    }

    /** A view that is not filled is a difference; an index that is not built ends the restore. */
    private String told() {
        try {
            return String.join("\n", Rehearsal.of(directory).drill(source).differences());
        } catch (PulseFailure failure) {
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            return failure.getMessage() + " -> " + failure.remedy();
        }
    }

    /** PostgreSQL's own functions are not held: some execute a text. */
    @Test
    void nor_does_it_fill_one_that_reads_her_view_of_a_function_that_executes(@Postgres TestDatabase empty)
            throws Exception {
        source.execute(
                "CREATE VIEW public.between AS SELECT a FROM mal.executes",
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE MATERIALIZED VIEW mal.sm AS SELECT a FROM mal.executes");
        handOver();
        source.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
        BackupRoom.take(directory, source);
        try (Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            assertThat(Rehearsal.of(directory).restore(source, into).differences())
                    .singleElement()
                    .asString()
                    .startsWith("materialized view mal.sm: is not filled")
                    .contains("mal.executes of role " + mallory);

            assertThat(one(empty, "SELECT count(*) FROM pg_largeobject_metadata"))
                    .isEqualTo("0");
            empty.execute("DROP MATERIALIZED VIEW mal.sm", "DROP OWNED BY " + mallory + " CASCADE");
        }
    }

    @Test
    void a_superusers_view_and_index_over_rows_of_hers_are_made_as_ever() throws Exception {
        source.execute(
                "CREATE VIEW public.between AS SELECT a FROM mal.plain",
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE MATERIALIZED VIEW mal.sm AS SELECT a, abs(a) AS b FROM mal.plain",
                "CREATE INDEX ON mal.sm ((a + 1))",
                "CREATE TABLE mal.st (a int)",
                "INSERT INTO mal.st VALUES (1)",
                "CREATE INDEX ON mal.st ((a + 1))");
        handOver();
        BackupRoom.take(directory, source);

        assertThat(Rehearsal.of(directory).drill(source).differences()).isEmpty();

        assertThat(superusers()).isEmpty();
    }

    /** Made by her, so that nothing ran as a superuser before; given away as a superuser can. */
    private void handOver() throws SQLException {
        source.execute(
                "DO $$ DECLARE made record; BEGIN FOR made IN SELECT oid::regclass AS name, relkind FROM pg_class"
                        + " WHERE relname IN ('sm', 'st', 'sp') AND relnamespace = 'mal'::regnamespace LOOP EXECUTE format('ALTER"
                        + " %s %s OWNER TO postgres', CASE made.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, made.name);"
                        + " END LOOP; END $$");
    }
}
