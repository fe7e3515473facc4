package io.opsconductor.pulse.db.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rehearse} as a user runs it, on a server where the scratch database stands beside its source. */
@ProgramTest
@AlsoOnTheJvm
class RehearseCommandIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase source;

    private RehearsalRoom room;

    @BeforeEach
    void a_backup_of_a_migrated_database() throws Exception {
        room = RehearsalRoom.of(folder, source);
    }

    @Test
    void what_files_lock_rewrite_and_lose_is_told_and_the_database_itself_stays_as_it_was() throws Exception {
        room.file(
                "002_type.sql", "ALTER TABLE orders ALTER COLUMN amount TYPE bigint;\nUPDATE tenant SET id = id + 10;");
        room.file("003_index.sql", "CREATE INDEX tel_v ON tel (v);");
        room.file("004_concurrently.sql", "CREATE INDEX CONCURRENTLY orders_tenant ON orders (tenant);");
        room.file("005_vacuum.sql", "VACUUM FULL orders;");
        room.file("006_rows.sql", "DELETE FROM tenant WHERE id < 13;");
        room.file("007_security.sql", "ALTER TABLE secret DISABLE ROW LEVEL SECURITY;");
        room.file(
                "008_meant.sql",
                "-- pulse:allow data-loss: chunks of 2025 are elsewhere\nDELETE FROM tel WHERE v = 1;");

        JsonNode document = Said.by(room.rehearsing().run("rehearse", "--output=json", "--max-lock=1h"))
                .exit(3)
                .nowhere(DevelopmentDatabases.shared().server().password())
                .document(RehearsalRoom.DOCUMENT);

        assertThat(document.get("rehearsed").asBoolean()).isTrue();
        assertThat(document.get("schemaVersion").asText()).isEqualTo("001");
        assertThat(document.get("percent").asLong()).isBetween(50L, 150L);
        JsonNode type = RehearsalRoom.migration(document, "002_type.sql");
        assertThat(RehearsalRoom.locks(type))
                .contains("ACCESS EXCLUSIVE on public.orders, 0 chunks, line 1")
                .contains("ROW EXCLUSIVE on public.tenant, 0 chunks, line 2");
        assertThat(type.get("rewrites").get(0).get("relation").asText()).isEqualTo("public.orders");
        assertThat(type.get("rewrites").get(0).get("bytes").asLong()).isPositive();
        assertThat(type.get("walBytes").asLong()).isPositive();
        assertThat(type.get("statements").get(1).get("rows").asLong()).isEqualTo(10);
        assertThat(type.get("locks").get(0).get("blocks"))
                .extracting(JsonNode::asText)
                .containsExactly("reads", "writes", "compression jobs", "backups");
        assertThat(RehearsalRoom.locks(RehearsalRoom.migration(document, "003_index.sql")))
                .contains("SHARE on public.tel, 5 chunks, line 1");
        JsonNode concurrently = RehearsalRoom.migration(document, "004_concurrently.sql");
        assertThat(concurrently.get("outsideTransaction").asBoolean()).isTrue();
        assertThat(RehearsalRoom.locks(concurrently)).noneMatch(lock -> lock.startsWith("ACCESS EXCLUSIVE"));
        assertThat(RehearsalRoom.locks(RehearsalRoom.migration(document, "005_vacuum.sql")))
                .contains("ACCESS EXCLUSIVE on public.orders, 0 chunks, line 1");
        assertThat(document.get("lostRows"))
                .extracting(rows -> rows.get("table").asText() + " " + rows.get("before") + " " + rows.get("after"))
                .containsExactly("public.tel 120 119", "public.tenant 10 7");
        assertThat(RehearsalRoom.findings(document))
                .contains(
                        "warning rehearsal.rewrite 002_type.sql",
                        "warning rehearsal.rewrite 005_vacuum.sql",
                        "critical rehearsal.rows public.tenant",
                        "ok rehearsal.rows public.tel",
                        "critical rehearsal.security public.secret");
        assertThat(RehearsalRoom.migration(document, "002_type.sql")
                        .get("verdict")
                        .asText())
                .isEqualTo("warning");

        Said.by(room.program().run("status")).exit(0).out("pending");
        assertThat(room.leftBehind()).isEmpty();
    }

    @Test
    void what_the_owners_of_tables_wrote_runs_without_a_superusers_rights_and_roles_and_rows_are_as_in_production()
            throws Exception {
        source.execute(
                "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF EXISTS (SELECT FROM pg_roles WHERE rolname IN (session_user, current_user) AND rolsuper)"
                        + " THEN RAISE EXCEPTION 'a superuser'; END IF; RETURN NEW; END $$",
                "CREATE FUNCTION spy_command() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF EXISTS (SELECT FROM pg_roles WHERE rolname IN (session_user, current_user) AND rolsuper)"
                        + " THEN RAISE EXCEPTION 'a superuser commands'; END IF; END $$",
                "CREATE TRIGGER spy BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION spy()",
                // Last, for it would speak up here too.
                "CREATE EVENT TRIGGER spy_command ON ddl_command_end EXECUTE FUNCTION spy_command()");
        Said.by(room.program().run("backup", "take")).exit(0);
        room.file("002_update.sql", "UPDATE orders SET amount = amount + 1;\nALTER TABLE tel ADD COLUMN w int;");

        Said.by(room.rehearsing().run("rehearse")).exit(0).out("1 file rehearsed", "002_update.sql");

        assertThat(room.leftBehind()).isEmpty();
    }

    @Test
    void a_rollout_may_require_the_rehearsal_and_is_held_against_it() throws Exception {
        room.file("002_grow.sql", "INSERT INTO orders SELECT i, 1, 1 FROM generate_series(100000, 400000) i;");
        Said.by(room.rehearsing().with("PULSE_REHEARSAL_REQUIRED_WITHIN", "1h").run("check", "schema"))
                .exit(3)
                .out("pending migrations were never rehearsed on a backup");
        Said.by(room.program().run("migrate", "--require-rehearsal"))
                .failed(2, "pending migrations were never rehearsed on a backup of this database; nothing was applied");

        Said.by(room.rehearsing().run("rehearse", "--output=html"))
                .exit(0)
                .out("<!DOCTYPE html>", "1 migration rehearsed in", "Files and locks", "002_grow.sql");
        room.file("003_later.sql", "CREATE TABLE later ();");
        Said.by(room.program().run("migrate", "--require-rehearsal=1h"))
                .failed(2, "003_later.sql was not rehearsed as it is");
        Said.by(room.program().run("check", "schema")).exit(3).out("003_later.sql was not rehearsed");
        Files.delete(room.migrations().resolve("003_later.sql"));
        Said.by(room.program().run("check", "--all", "schema"))
                .exit(3)
                .out("schema.rehearsal", "what is pending was rehearsed on backup");

        Said.by(room.program().run("migrate", "--require-rehearsal"))
                .exit(0)
                .out("1 applied, nothing pending", "002_grow.sql took ", ", rehearsed in ");
        room.file("003_later.sql", "CREATE TABLE later ();");
        Said.by(room.rehearsing().run("rehearse"))
                .exit(0)
                .out("the last rollout took ", " times as long as its rehearsal");
    }
}
