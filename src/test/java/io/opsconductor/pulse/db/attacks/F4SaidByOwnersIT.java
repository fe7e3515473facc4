package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.drill.Rehearsal;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a function of an owner raised while a backup was restored passed for the server's own word: the drill ended as one
 * whose server is away, exit 4, nothing was recorded, and the older drill stayed good. Or it never ended.
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
                "terminating connection due to administrator command | 57P01",
                "out of memory | 53200",
                "canceling statement due to statement timeout | 57014",
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
