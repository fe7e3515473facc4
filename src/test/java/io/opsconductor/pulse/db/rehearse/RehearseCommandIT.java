package io.opsconductor.pulse.db.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rehearse} as a user runs it, on a server where the scratch database stands beside its source. */
@ProgramTest
@AlsoOnTheJvm
class RehearseCommandIT {
    private static final String[] DOCUMENT = {
        "set",
        "backup",
        "snapshotTime",
        "at",
        "server",
        "serverVersion",
        "schemaVersion",
        "restoreSeconds",
        "bytes",
        "percent",
        "ratio",
        "growthBytes",
        "temporaryBytes",
        "migrations",
        "lostRows",
        "gainedRows",
        "findings",
        "rehearsed"
    };

    @TempDir
    Path folder;

    @Postgres
    private TestDatabase source;

    private Path migrations;

    @BeforeEach
    void a_backup_of_a_migrated_database() throws Exception {
        migrations = Files.createDirectory(folder.resolve("migrations"));
        file("001_base.sql", """
                CREATE EXTENSION IF NOT EXISTS timescaledb;
                CREATE TABLE orders (id int PRIMARY KEY, tenant int NOT NULL, amount int);
                INSERT INTO orders SELECT i, i % 10, i FROM generate_series(1, 20000) i;
                CREATE TABLE tenant (id int PRIMARY KEY);
                INSERT INTO tenant SELECT generate_series(0, 9);
                CREATE TABLE secret (id int PRIMARY KEY, tenant int);
                ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON secret USING (tenant = 1);
                INSERT INTO secret SELECT i, i % 10 FROM generate_series(1, 100) i;
                CREATE TABLE tel (time timestamptz NOT NULL, v int);
                SELECT create_hypertable('tel', 'time', chunk_time_interval => interval '1 day');
                INSERT INTO tel SELECT timestamptz '2026-01-01 00:00Z' + i * interval '1 hour', i
                    FROM generate_series(0, 119) i;
                """);
        Said.by(program().run("migrate")).exit(0);
        Said.by(program().run("backup", "take", "--init")).exit(0);
    }

    @Test
    void what_files_lock_rewrite_and_lose_is_told_and_the_database_itself_stays_as_it_was() throws Exception {
        file("002_type.sql", "ALTER TABLE orders ALTER COLUMN amount TYPE bigint;\nUPDATE tenant SET id = id + 10;");
        file("003_index.sql", "CREATE INDEX tel_v ON tel (v);");
        file("004_concurrently.sql", "CREATE INDEX CONCURRENTLY orders_tenant ON orders (tenant);");
        file("005_vacuum.sql", "VACUUM FULL orders;");
        file("006_rows.sql", "DELETE FROM tenant WHERE id < 13;");
        file("007_security.sql", "ALTER TABLE secret DISABLE ROW LEVEL SECURITY;");
        file("008_meant.sql", "-- pulse:allow data-loss: chunks of 2025 are elsewhere\nDELETE FROM tel WHERE v = 1;");

        JsonNode document = Said.by(rehearsing().run("rehearse", "--output=json", "--max-lock=1h"))
                .exit(3)
                .nowhere(DevelopmentDatabases.shared().server().password())
                .document(DOCUMENT);

        assertThat(document.get("rehearsed").asBoolean()).isTrue();
        assertThat(document.get("schemaVersion").asText()).isEqualTo("001");
        assertThat(document.get("percent").asLong()).isBetween(50L, 150L);
        JsonNode type = migration(document, "002_type.sql");
        assertThat(locks(type))
                .contains("ACCESS EXCLUSIVE on public.orders, 0 chunks, line 1")
                .contains("ROW EXCLUSIVE on public.tenant, 0 chunks, line 2");
        assertThat(type.get("rewrites").get(0).get("relation").asText()).isEqualTo("public.orders");
        assertThat(type.get("rewrites").get(0).get("bytes").asLong()).isPositive();
        assertThat(type.get("walBytes").asLong()).isPositive();
        assertThat(type.get("statements").get(1).get("rows").asLong()).isEqualTo(10);
        assertThat(type.get("locks").get(0).get("blocks"))
                .extracting(JsonNode::asText)
                .containsExactly("reads", "writes", "compression jobs", "backups");
        assertThat(locks(migration(document, "003_index.sql"))).contains("SHARE on public.tel, 5 chunks, line 1");
        JsonNode concurrently = migration(document, "004_concurrently.sql");
        assertThat(concurrently.get("outsideTransaction").asBoolean()).isTrue();
        assertThat(locks(concurrently)).noneMatch(lock -> lock.startsWith("ACCESS EXCLUSIVE"));
        assertThat(locks(migration(document, "005_vacuum.sql")))
                .contains("ACCESS EXCLUSIVE on public.orders, 0 chunks, line 1");
        assertThat(document.get("lostRows"))
                .extracting(rows -> rows.get("table").asText() + " " + rows.get("before") + " " + rows.get("after"))
                .containsExactly("public.tel 120 119", "public.tenant 10 7");
        assertThat(findings(document))
                .contains(
                        "warning rehearsal.rewrite 002_type.sql",
                        "warning rehearsal.rewrite 005_vacuum.sql",
                        "critical rehearsal.rows public.tenant",
                        "ok rehearsal.rows public.tel",
                        "critical rehearsal.security public.secret");
        assertThat(migration(document, "002_type.sql").get("verdict").asText()).isEqualTo("warning");

        Said.by(program().run("status")).exit(0).out("pending");
        assertThat(leftBehind()).isEmpty();
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
        Said.by(program().run("backup", "take")).exit(0);
        file("002_update.sql", "UPDATE orders SET amount = amount + 1;\nALTER TABLE tel ADD COLUMN w int;");

        Said.by(rehearsing().run("rehearse")).exit(0).out("1 file rehearsed", "002_update.sql");

        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void a_file_that_fails_is_told_as_migrate_tells_it_and_a_database_without_pending_files_needs_no_rehearsal()
            throws Exception {
        Said.by(rehearsing().run("rehearse")).exit(0).out("nothing is pending");
        file("002_good.sql", "CREATE TABLE more ();");
        file("003_bad.sql", "ALTER TABLE orders ADD CHECK (amount < 20000);");

        Said.by(rehearsing().run("rehearse"))
                .exit(3)
                .out("003_bad.sql FAILED", "003_bad.sql:1: check constraint \"orders_amount_check\" of relation")
                .out("\"orders\" is violated by some row");
        JsonNode document =
                Said.by(rehearsing().run("rehearse", "--output=json")).exit(3).document(withError());
        assertThat(document.get("rehearsed").asBoolean()).isFalse();
        assertThat(migration(document, "003_bad.sql").get("verdict").asText()).isEqualTo("critical");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void a_rollout_may_require_the_rehearsal_and_is_held_against_it() throws Exception {
        file("002_grow.sql", "INSERT INTO orders SELECT i, 1, 1 FROM generate_series(100000, 400000) i;");
        Said.by(rehearsing().with("PULSE_REHEARSAL_REQUIRED_WITHIN", "1h").run("check", "schema"))
                .exit(3)
                .out("pending migrations were never rehearsed on a backup");
        Said.by(program().run("migrate", "--require-rehearsal"))
                .failed(2, "pending migrations were never rehearsed on a backup of this database; nothing was applied");

        Said.by(rehearsing().run("rehearse")).exit(0);
        file("003_later.sql", "CREATE TABLE later ();");
        Said.by(program().run("migrate", "--require-rehearsal=1h"))
                .failed(2, "003_later.sql was not rehearsed as it is");
        Said.by(program().run("check", "schema")).exit(3).out("003_later.sql was not rehearsed");
        Files.delete(migrations.resolve("003_later.sql"));
        Said.by(program().run("check", "--all", "schema"))
                .exit(3)
                .out("schema.rehearsal", "what is pending was rehearsed on backup");

        Said.by(program().run("migrate", "--require-rehearsal"))
                .exit(0)
                .out("1 applied, nothing pending", "002_grow.sql took ", ", rehearsed in ");
        file("003_later.sql", "CREATE TABLE later ();");
        Said.by(rehearsing().run("rehearse")).exit(0).out("the last rollout took ", " times as long as its rehearsal");
    }

    @Test
    void a_file_that_does_not_end_is_ended_and_what_it_waited_for_is_told() throws Exception {
        file("002_sleeps.sql", "LOCK TABLE orders;\nSELECT pg_sleep(3600);");

        Said.by(rehearsing().run("rehearse", "--max-time=500ms"))
                .exit(3)
                .out("ended because all files together took longer than they may; it waited for Timeout: PgSleep");
        assertThat(leftBehind()).isEmpty();
    }

    private static String[] withError() {
        String[] fields = Arrays.copyOf(DOCUMENT, DOCUMENT.length + 1);
        fields[DOCUMENT.length] = "error";
        return fields;
    }

    private static JsonNode migration(JsonNode document, String script) {
        return StreamSupport.stream(document.get("migrations").spliterator(), false)
                .filter(file -> file.get("script").asText().equals(script))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> locks(JsonNode migration) {
        return StreamSupport.stream(migration.get("locks").spliterator(), false)
                .map(lock -> lock.get("mode").asText() + " on "
                        + lock.get("relation").asText() + ", " + lock.get("chunks") + " chunks, line "
                        + lock.get("line"))
                .toList();
    }

    private static List<String> findings(JsonNode document) {
        return StreamSupport.stream(document.get("findings").spliterator(), false)
                .map(finding -> finding.get("severity").asText() + " "
                        + finding.get("check").asText() + " "
                        + finding.get("subject").asText())
                .toList();
    }

    /** Databases and roles that only a rehearsal of this class makes. */
    private List<String> leftBehind() throws Exception {
        try (var connection = source.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'pulse\\_drill\\_%' UNION ALL"
                                + " SELECT rolname FROM pg_roles WHERE rolname ~ '^pulse_(loader|migrator|reader)_'")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private void file(String name, String sql) throws IOException {
        Files.writeString(migrations.resolve(name), sql);
    }

    private PulseDbProgram rehearsing() {
        return program().with("PULSE_DRILL_SAME_SERVER", "true").with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    private PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_PROFILE", "none")
                .with("PULSE_MIGRATIONS_DIRECTORY", migrations.toString())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .with(
                        "PULSE_POSTGRESQL_BIN_DIRECTORY",
                        DevelopmentDatabases.shared().clientTools().toString());
    }
}
