package io.opsconductor.pulse.db.drill;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.load.TemporaryRolesStore;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryLock;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kill -9 leaves of a restore, and what becomes of it. */
@ProgramTest
class KilledRestoreIT {
    private static final String OURS = "FROM pg_roles WHERE rolname LIKE 'pulse\\_loader\\_%'";

    @TempDir
    Path directory;

    @Postgres
    private TestDatabase source;

    private Path reached;

    @BeforeEach
    void a_backup() throws Exception {
        source.execute("CREATE TABLE t AS SELECT i FROM generate_series(1, 9) i");
        BackupRoom.take(directory, source);
        reached = directory.resolve("reached");
    }

    @Test
    void a_killed_restore_says_how_to_go_on_and_its_role_expires_and_goes_with_the_next_one() throws Exception {
        TestDatabase into = DevelopmentDatabases.shared().postgres();
        String owner = "own" + Integer.toHexString(into.name().hashCode());
        source.execute("CREATE ROLE " + owner, "ALTER DATABASE " + into.name() + " OWNER TO " + owner);
        Process restore = program("pre-data").start("restore", "daily", "--into=" + into.url());
        await().until(() -> Files.exists(reached));
        restore.destroyForcibly();
        assertThat(restore.waitFor()).isEqualTo(137);
        endChildren();

        assertThat(one(
                        source,
                        "SELECT rolvaliduntil - now() BETWEEN interval '13 days' AND interval '15 days' " + OURS))
                .isEqualTo("t");
        for (TestDatabase looked : List.of(source, into)) {
            String told = program("nothing")
                    .database(looked.url())
                    .run("check", "schema")
                    .out();
            assertThat(told)
                    .containsPattern("CRITICAL +schema\\.restore +" + into.name())
                    .contains("a restore into the database " + into.name() + " was killed", "OWNER \"" + owner + "\"");
        }
        Outcome again = program("nothing").run("restore", "daily", "--into=" + into.url());
        assertThat(again.exit()).as(again.toString()).isEqualTo(2);
        assertThat(again.err())
                .contains("a restore into it was killed", "DROP DATABASE \"" + into.name() + "\" WITH (FORCE);");
        String remedy = again.err().substring(again.err().indexOf("DROP DATABASE"));
        for (String statement : remedy.substring(0, remedy.lastIndexOf(';', remedy.indexOf(" from another")))
                .split(";")) {
            source.execute(statement);
        }
        source.execute("DO $$ DECLARE left_behind name; BEGIN SELECT rolname INTO left_behind " + OURS
                + "; EXECUTE format('COMMENT ON ROLE %I IS ''pulse-db restore: made for"
                + " pulse_restore_20200101t000000_00000001, dropped with it''', left_behind); END $$");
        assertThat(program("nothing").run("check", "schema").out())
                .containsPattern("WARNING +schema\\.restore +" + source.name())
                .contains("DROP ROLE pulse_loader_")
                .doesNotContain("was killed");
        Outcome third = program("nothing").run("restore", "daily", "--into=" + into.url());

        assertThat(third.exit()).as(third.toString()).isZero();
        assertThat(program("nothing").run("check", "schema").out()).doesNotContain("schema.restore");
        assertThat(one(source, "SELECT count(*) " + OURS)).isEqualTo("0");
        assertThat(one(into, "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"))
                .isEqualTo(owner);
        assertThat(one(into, "SELECT count(*) FROM pg_db_role_setting WHERE setconfig::text LIKE '%pulse_db%'"))
                .isEqualTo("0");
        into.close();
        source.execute("DROP ROLE " + owner);
    }

    @Test
    void a_killed_drills_database_and_role_go_with_the_next_one() throws Exception {
        Process drill = program("post-data").start("drill", "daily");
        await().until(() -> Files.exists(reached));
        drill.destroyForcibly();
        assertThat(drill.waitFor()).isEqualTo(137);
        endChildren();
        String scratch = one(source, "SELECT datname FROM pg_database WHERE datname LIKE 'pulse\\_drill\\_%'");
        String old = "pulse_drill_20200101t000000_00000001";
        String comment = "'pulse-db restore: made for " + old + ", dropped with it'";
        source.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + scratch + "'",
                "ALTER DATABASE " + scratch + " RENAME TO " + old,
                "COMMENT ON ROLE " + scratch.replace("drill", "loader") + " IS " + comment);

        Outcome next = program("nothing").run("drill", "daily");

        assertThat(next.exit()).as(next.toString()).isZero();
        assertThat(one(source, "SELECT count(*) " + OURS)).isEqualTo("0");
        assertThat(one(source, "SELECT count(*) FROM pg_database WHERE datname LIKE 'pulse\\_drill\\_%'"))
                .isEqualTo("0");
    }

    @Test
    void a_role_that_is_left_is_told_and_goes_with_the_remedy() throws Exception {
        source.execute(
                "CREATE ROLE pulse_loader_20200101t000000_00000003",
                "COMMENT ON ROLE pulse_loader_20200101t000000_00000003 IS 'pulse-db restore: made for"
                        + " pulse_restore_20200101t000000_00000003, dropped with it'");
        String told = new PulseDbProgram()
                .database(source.url())
                .run("check", "schema")
                .out();
        String remedy = "DROP ROLE pulse_loader_20200101t000000_00000003;";
        assertThat(told).containsPattern("WARNING +schema\\.restore").contains("-> " + remedy);
        source.execute(remedy);
        assertThat(new PulseDbProgram()
                        .database(source.url())
                        .run("check", "schema")
                        .out())
                .doesNotContain("schema.restore");
    }

    /** An old cluster has given out numbers of ten digits; a database's owner may write some that no role can have. */
    @Test
    void a_note_with_long_numbers_is_read() throws Exception {
        try (TestDatabase closed = DevelopmentDatabases.shared().postgres()) {
            for (String note : List.of("4294967295 4000000000*", "9999999999 0")) {
                source.execute("ALTER DATABASE " + closed.name() + " SET pulse_db.closed = '" + note + "'");
                assertThat(new PulseDbProgram()
                                .database(source.url())
                                .run("check", "schema")
                                .out())
                        .containsPattern("CRITICAL +schema\\.restore +" + closed.name());
                source.execute("ALTER DATABASE " + closed.name() + " RESET pulse_db.closed");
            }
        }
    }

    /** It has a session only while rows are loaded. */
    @Test
    void the_role_of_a_restore_that_lives_in_another_database_is_left_alone() throws Exception {
        String role = "pulse_loader_20200101t000000_00000002";
        source.execute(
                "CREATE ROLE " + role,
                "COMMENT ON ROLE " + role + " IS 'pulse-db restore: made for pulse_restore_20200101t000000_00000002,"
                        + " dropped with it'");
        try (TestDatabase other = DevelopmentDatabases.shared().postgres();
                Database living = new Database(DatabaseUrl.parse(other.url()));
                Database server = new Database(DatabaseUrl.parse(source.url()))) {
            try (AdvisoryLock lock = AdvisoryLock.attempt(living, TemporaryRolesStore.LOCK)
                    .lock()
                    .orElseThrow()) {
                assertThat(new PulseDbProgram()
                                .database(source.url())
                                .run("check", "schema")
                                .out())
                        .doesNotContain("schema.restore");
                TemporaryRolesStore.sweep(server, false);
                TemporaryRolesStore.sweep(server, true);
                assertThat(one(source, "SELECT count(*) " + OURS)).isEqualTo("1");
                TemporaryRolesStore.sweep(living, true);
                assertThat(one(source, "SELECT count(*) " + OURS))
                        .as("the lock is our own")
                        .isEqualTo("0");
            }
        } finally {
            source.execute("DROP ROLE IF EXISTS " + role);
        }
    }

    /** @param slow the section at which pg_restore waits */
    private PulseDbProgram program(String slow) throws Exception {
        Path programs = directory.resolve("programs");
        if (!Files.exists(programs)) {
            Rehearsal.programs(directory, """
                    if [[ "$*" == *--dbname=*--section=$SLOW_AT* ]]; then echo $$ > "${0%/*}/../reached"; exec sleep 60; fi
                    exec "$REAL/pg_restore" "$@"
                    """);
        }
        return new PulseDbProgram()
                .database(source.url())
                .with("SLOW_AT", slow)
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name())
                .with("PULSE_POSTGRESQL_BIN_DIRECTORY", programs.toString());
    }

    private void endChildren() throws Exception {
        long pid = Long.parseLong(Files.readString(reached).strip());
        Stream.of(ProcessHandle.of(pid)).flatMap(child -> child.stream()).forEach(ProcessHandle::destroyForcibly);
    }

    private static String one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
