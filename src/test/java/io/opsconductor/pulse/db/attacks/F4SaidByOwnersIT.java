package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.drill.Rehearsal;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a function of an owner raised while a backup was restored passed for the server's own word: the drill ended as one
 * whose server is away, exit 4, nothing was recorded, and the older drill stayed good. Or it never ended. A view that
 * an owner lets fail ended every restore, and one over a foreign table took a drill to another server.
 */
class F4SaidByOwnersIT {
    @TempDir
    Path directory;

    @Postgres
    private TestDatabase source;

    private String owner;

    @BeforeEach
    void an_owner_of_one_schema() throws Exception {
        owner = "said" + Integer.toHexString(source.name().hashCode());
        source.execute("CREATE ROLE " + owner, "CREATE SCHEMA own AUTHORIZATION " + owner);
    }

    @AfterEach
    void drop() throws Exception {
        source.execute("DROP OWNED BY " + owner + " CASCADE", "DROP ROLE " + owner);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server closed the connection unexpectedly | P0001",
                "could not extend file: No space left on device | 53100",
                "gone | 08006",
                "refused | 28P01",
            })
    void what_an_owners_check_raises_is_no_word_of_the_server(String text, String state) throws Exception {
        function("RAISE EXCEPTION '" + text + "' USING ERRCODE = '" + state + "'");
        as("CREATE TABLE own.c (a int CHECK (own.f(a)))", "INSERT INTO own.c VALUES (1)");
        Backup backup = BackupRoom.take(directory, source);

        PulseFailure failure = catchThrowableOfType(
                PulseFailure.class, () -> Rehearsal.of(directory).drill(source));

        assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.FAILED);
        assertThat(recorded(backup).failure().orElseThrow()).isEqualTo(failure.getMessage());
    }

    @Test
    void a_session_that_an_owner_ends_is_no_server_that_went_away() throws Exception {
        function("PERFORM pg_terminate_backend(pg_backend_pid())");
        as("CREATE TABLE own.c (a int CHECK (own.f(a)))", "INSERT INTO own.c VALUES (1)");
        Backup backup = BackupRoom.take(directory, source);

        PulseFailure failure = catchThrowableOfType(
                PulseFailure.class, () -> Rehearsal.of(directory).drill(source));

        assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.FAILED);
        assertThat(recorded(backup).matches()).isFalse();
    }

    @Test
    void what_waits_for_ever_ends_at_the_drills_limit_and_has_failed() throws Exception {
        function("PERFORM pg_sleep(100000)");
        as("CREATE MATERIALIZED VIEW own.mv AS SELECT own.f(1)");
        Backup backup = BackupRoom.take(directory, source);

        PulseFailure failure = catchThrowableOfType(
                PulseFailure.class,
                () -> Rehearsal.of(directory).within(Duration.ofSeconds(20)).drill(source));

        assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.FAILED);
        assertThat(failure).hasMessageContaining("was not restored and compared within 20s, the limit of a drill");
        assertThat(recorded(backup).failure()).contains(failure.getMessage());
        assertThat(HostileOwner.one(
                        source,
                        "SELECT count(*) FROM pg_database WHERE datname LIKE 'pulse\\_drill\\_%'"
                                + " AND shobj_description(oid, 'pg_database') IS NULL"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "P0001"})
    void a_view_that_its_owner_lets_fail_keeps_nothing_else_from_being_restored(String state) throws Exception {
        function("RAISE EXCEPTION 'gone' USING ERRCODE = '" + state + "'");
        as(
                "CREATE TABLE own.t AS SELECT 1 AS a",
                "CREATE MATERIALIZED VIEW own.mv AS SELECT own.f(a) FROM own.t",
                "CREATE MATERIALIZED VIEW own.above AS SELECT * FROM own.mv",
                "CREATE MATERIALIZED VIEW own.good AS SELECT a FROM own.t");
        Backup backup = BackupRoom.take(directory, source);

        List<String> differences = Rehearsal.of(directory).drill(source).differences();

        assertThat(differences)
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first)
                                .startsWith("materialized view own.mv: is not filled (role " + owner
                                        + "): REFRESH MATERIALIZED VIEW own.mv failed: ERROR: gone"),
                        second -> assertThat(second).startsWith("materialized view own.above: is not filled"));
        assertThat(recorded(backup).differences()).isEqualTo(differences);

        try (TestDatabase empty = DevelopmentDatabases.shared().postgres();
                Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            assertThat(Rehearsal.of(directory).restore(source, into).differences())
                    .hasSize(2);
            assertThat(HostileOwner.one(
                            empty,
                            "SELECT string_agg(relname || ' ' || relispopulated, ', ' ORDER BY relname)"
                                    + " FROM pg_class WHERE relkind = 'm' AND relowner = '" + owner + "'::regrole"))
                    .isEqualTo("above false, good true, mv false");
            assertThat(HostileOwner.one(empty, "SELECT a FROM own.t")).isEqualTo("1");
            empty.execute("DROP OWNED BY " + owner + " CASCADE");
        }
    }

    @Test
    void a_drill_connects_to_no_server_that_an_owner_names() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(100);
            source.execute(
                    "CREATE EXTENSION postgres_fdw", "GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO " + owner);
            as(
                    "CREATE SERVER " + owner + " FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '"
                            + listener.getLocalPort() + "', connect_timeout '2')",
                    "CREATE USER MAPPING FOR " + owner + " SERVER " + owner + " OPTIONS (user 'x', password 'secret')",
                    "CREATE FOREIGN TABLE own.far (a int) SERVER " + owner,
                    "CREATE TABLE own.p (a int) PARTITION BY LIST (a)",
                    "CREATE FOREIGN TABLE own.p1 PARTITION OF own.p DEFAULT SERVER " + owner,
                    "CREATE MATERIALIZED VIEW own.mv AS SELECT a FROM own.far WHERE false",
                    "CREATE MATERIALIZED VIEW own.parted AS SELECT a FROM own.p WHERE false",
                    "CREATE OR REPLACE FUNCTION own.hidden() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN IF"
                            + " current_database() <> '" + source.name()
                            + "' THEN RETURN (SELECT count(*) FROM own.far); END IF; RETURN 0; END $$",
                    "CREATE MATERIALIZED VIEW own.mv2 AS SELECT own.hidden()");
            BackupRoom.take(directory, source);

            DrillResult result =
                    Rehearsal.of(directory).within(Duration.ofMinutes(3)).drill(source);

            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
            assertThat(result.notCompared())
                    .containsExactly(
                            "rows of the materialized view own.mv, which reads the foreign table own.far: a drill"
                                    + " connects to no other server",
                            "rows of the materialized view own.parted, which reads the foreign table own.p1: a drill"
                                    + " connects to no other server");
            assertThat(result.differences()).singleElement().asString().contains("own.mv2", "user mapping not found");
        }
    }

    /** Harmless where the backup comes from. */
    private void function(String elsewhere) throws Exception {
        as(
                "CREATE FUNCTION own.f(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN IF current_database() <> '"
                        + source.name() + "' THEN " + elsewhere + "; END IF; RETURN true; END $$");
    }

    private void as(String... statements) throws Exception {
        for (String statement : statements) {
            source.execute("SET ROLE " + owner + "; " + statement);
        }
    }

    private DrillResult recorded(Backup backup) {
        return Drills.last(BackupRoom.backups(directory), backup).orElseThrow();
    }
}
