package io.opsconductor.pulse.db.rehearse;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals that end badly, early, or of another schema than the database has by now. */
@ProgramTest
@AlsoOnTheJvm
class RehearsalFaultsIT {
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
    void a_file_that_does_not_end_is_ended_and_what_it_waited_for_is_told() throws Exception {
        room.file("002_sleeps.sql", "LOCK TABLE orders;\nSELECT pg_sleep(3600);");

        Said.by(room.rehearsing().run("rehearse", "--max-time=500ms"))
                .exit(3)
                .out("ended because all files together took longer than they may; it waited for Timeout: PgSleep");
        assertThat(room.leftBehind()).isEmpty();
    }

    @Test
    void an_owner_who_may_do_something_else_on_that_server_is_refused_before_anything_is_restored() throws Exception {
        String owner = "owner_of_" + source.name();
        source.execute("CREATE ROLE " + owner + " LOGIN");
        try {
            source.execute("CREATE TABLE theirs (id int)");
            source.execute("ALTER TABLE theirs OWNER TO " + owner);
            Said.by(room.program().run("backup", "take")).exit(0);
            room.file("002_more.sql", "INSERT INTO theirs VALUES (1);");
            String refusal = "roles that the backup names may log in on that server, or have something there: " + owner;

            Said.by(room.rehearsing().run("rehearse")).exit(2).err(refusal);
            source.execute("ALTER ROLE " + owner + " NOLOGIN");
            Said.by(room.rehearsing().run("rehearse")).exit(2).err(refusal);
            source.execute("DROP OWNED BY " + owner);
            source.execute("ALTER ROLE " + owner + " CREATEROLE");
            Said.by(room.rehearsing().run("rehearse")).exit(2).err(refusal);
            assertThat(room.leftBehind()).isEmpty();

            source.execute("ALTER ROLE " + owner + " NOCREATEROLE");
            Said.by(room.rehearsing().run("rehearse")).exit(0);
        } finally {
            source.execute("DROP OWNED BY " + owner);
            source.execute("DROP ROLE " + owner);
        }
    }

    /** What an index computes of constants is computed while a query is planned: the counting of rows called it. */
    @Test
    void the_owner_of_one_table_neither_fails_nor_holds_up_the_counting_of_rows() throws Exception {
        String owner = "owner_of_" + source.name();
        source.execute("CREATE ROLE " + owner + " NOLOGIN");
        try {
            source.execute(
                    "CREATE SCHEMA theirs AUTHORIZATION " + owner,
                    "SET SESSION AUTHORIZATION " + owner,
                    "CREATE FUNCTION theirs.f() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN"
                            + " IF session_user LIKE 'pulse%' THEN RAISE 'called by %', session_user; END IF; RETURN 1; END $$",
                    "CREATE TABLE theirs.t (a int)",
                    "INSERT INTO theirs.t SELECT generate_series(1, 7)",
                    "CREATE INDEX ON theirs.t ((theirs.f() + a))",
                    "CREATE TABLE theirs.p (a int) PARTITION BY RANGE (a)",
                    "CREATE TABLE theirs.p1 PARTITION OF theirs.p FOR VALUES FROM (0) TO (9)",
                    "INSERT INTO theirs.p VALUES (1), (2)",
                    "CREATE INDEX ON theirs.p ((theirs.f() + a))",
                    "RESET SESSION AUTHORIZATION");
            Said.by(room.program().run("backup", "take")).exit(0);
            source.execute("DROP OWNED BY " + owner);
            room.file("002_more.sql", "CREATE TABLE more ();");
            Said.by(room.rehearsing().run("rehearse")).exit(0).out("1 file rehearsed");

            room.file("003_less.sql", "DROP TABLE theirs.p1; TRUNCATE tel; DELETE FROM orders WHERE id <= 3;");
            JsonNode document = Said.by(room.rehearsing().run("rehearse", "--output=json"))
                    .exit(3)
                    .document(RehearsalRoom.DOCUMENT);
            assertThat(document.get("lostRows").toString())
                    .contains("\"theirs.p\"", "\"public.tel\"", "\"public.orders\"")
                    .doesNotContain("\"theirs.t\"");
            assertThat(RehearsalRoom.findings(document))
                    .contains(
                            "critical rehearsal.rows theirs.p",
                            "critical rehearsal.rows public.tel",
                            "critical rehearsal.rows public.orders");
        } finally {
            source.execute("DROP OWNED BY " + owner, "DROP ROLE " + owner);
        }
    }

    @Test
    void one_that_fails_takes_the_word_of_a_better_one_back() throws Exception {
        room.file("002_good.sql", "CREATE TABLE more (id int);");
        Said.by(room.rehearsing().run("rehearse")).exit(0);
        source.execute("CREATE TABLE more ()");
        Said.by(room.program().run("backup", "take")).exit(0);
        source.execute("DROP TABLE more");

        Said.by(room.rehearsing().run("rehearse")).exit(3).out("002_good.sql FAILED");

        Said.by(room.program().run("migrate", "--require-rehearsal")).exit(2).err("has critical findings or failed");
    }

    @Test
    void sigterm_ends_it_in_order_and_leaves_nothing() throws Exception {
        room.file("002_sleeps.sql", "LOCK TABLE orders;\nSELECT pg_sleep(3600);");
        Process process = room.rehearsing().start("rehearse");
        try {
            await().until(() -> room.asleep() == 1);
            process.toHandle().destroy();

            assertThat(Patience.exit(process)).isEqualTo(4);
            assertThat(room.leftBehind()).isEmpty();
            assertThat(folder.resolve("backups/daily/.last-rehearsal.json")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_file_that_fails_is_told_as_migrate_tells_it_and_a_database_without_pending_files_needs_no_rehearsal()
            throws Exception {
        Said.by(room.rehearsing().run("rehearse")).exit(0).out("nothing is pending");
        room.file("002_good.sql", "CREATE TABLE more ();");
        room.file("003_bad.sql", "ALTER TABLE orders ADD CHECK (amount < 20000);");

        Said.by(room.rehearsing().run("rehearse"))
                .exit(3)
                .out("003_bad.sql FAILED", "003_bad.sql:1: check constraint \"orders_amount_check\" of relation")
                .out("\"orders\" is violated by some row");
        JsonNode document = Said.by(room.rehearsing().run("rehearse", "--output=json"))
                .exit(3)
                .document(RehearsalRoom.withError());
        assertThat(document.get("rehearsed").asBoolean()).isFalse();
        assertThat(RehearsalRoom.migration(document, "003_bad.sql")
                        .get("verdict")
                        .asText())
                .isEqualTo("critical");
        assertThat(room.leftBehind()).isEmpty();
    }

    @Test
    void a_backup_that_is_older_than_the_schema_brings_what_was_applied_since_into_the_rehearsal() throws Exception {
        room.file("002_since.sql", "CREATE TABLE since ();");
        Said.by(room.program().run("migrate")).exit(0);
        Said.by(room.rehearsing().run("rehearse")).exit(0).out("nothing is pending");
        room.file("003_now.sql", "ALTER TABLE since ADD COLUMN i int;");

        Said.by(room.rehearsing().run("rehearse"))
                .exit(0)
                .out("2 files rehearsed", "002_since.sql", "003_now.sql")
                .err(
                        "the backup is of schema version 001, and 002 is applied by now: 1 file of these is rehearsed once more");
        assertThat(room.leftBehind()).isEmpty();
    }

    @Test
    void a_test_of_ones_own_and_the_check_of_the_schema_judge_the_migrated_database() throws Exception {
        room.file("002_tenant.sql", "CREATE TABLE reading (id int PRIMARY KEY, tenant_id int);");
        Path test = Files.writeString(
                folder.resolve("smoke"),
                "#!/bin/sh\nexec '"
                        + DevelopmentDatabases.shared().clientTools().resolve("psql")
                        + "' -XAtq -v ON_ERROR_STOP=1 -c 'SELECT 1 / count(*) FROM reading'\n");
        Files.setPosixFilePermissions(test, PosixFilePermissions.fromString("rwxr-xr-x"));

        JsonNode document = Said.by(room.rehearsing()
                        .with("PULSE_REHEARSAL_AFTER", test.toString())
                        .run("rehearse", "--output=json"))
                .exit(3)
                .nowhere(DevelopmentDatabases.shared().server().password())
                .document(RehearsalRoom.DOCUMENT);

        assertThat(RehearsalRoom.findings(document))
                .contains("critical schema.isolation reading", "critical rehearsal.after " + test);
        assertThat(document.get("findings").toString()).contains("division by zero");
        assertThat(room.leftBehind()).isEmpty();
    }
}
