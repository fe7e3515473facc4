package io.opsconductor.pulse.db.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.drill.compare.RestoredJudgeTest;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In pg_restore's and the server's own words, as versions 14 to 17 say them. */
class RestoreFailureTest {
    private static final Restorable BACKUP = RestoredJudgeTest.backup(Optional.empty(), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY failed for table \"t\": ERROR:  could not extend file \"base/1/2\": No space left on device",
                "COPY failed for table \"t\": ERROR:  could not extend file \"base/1/2\": wrote only 4096 of 8192 bytes"
                        + " at block 7",
                "could not execute query: ERROR:  could not write to file \"base/pgsql_tmp/pgsql_tmp1.0\":"
                        + " No space left on device",
                "could not execute query: ERROR:  could not extend file \"base/1/2\": Disk quota exceeded",
            })
    void a_full_disk_of_the_server_is_not_the_backups_fault_and_the_cure_says_how_much_it_takes(String line) {
        PulseFailure failure = of(line + "\nHINT:  Check free disk space.");

        assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
        assertThat(failure.remedy())
                .isEqualTo("give that server more space: the database took up 3.0 GB when it was backed up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "could not execute query: server closed the connection unexpectedly",
                "COPY failed for table \"t\": FATAL:  terminating connection due to administrator command",
                "could not execute query: ERROR:  canceling statement due to user request",
                "could not execute query: ERROR:  out of memory",
                "could not execute query: ERROR:  out of shared memory",
                "connection to server at \"h\" (::1), port 5432 failed: FATAL:  sorry, too many clients already",
                "connection to server at \"h\" (::1), port 5432 failed: FATAL:  the database system is shutting down",
                "connection to server at \"h\" (::1), port 5432 failed: Connection refused",
                "could not execute query: SSL connection has been closed unexpectedly",
                "query failed: no connection to the server",
            })
    void nor_is_a_server_that_went_away_or_has_too_little(String line) {
        assertThat(of(line).exit()).isEqualTo(ExitCode.NOT_NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "could not read from input file: end of file",
                "could not execute query: ERROR:  relation \"out of memory\" already exists",
                "COPY failed for table \"log\": ERROR:  invalid byte sequence\nCONTEXT:  COPY log, line 1:"
                        + " \"ERROR:  could not extend file x: No space left on device\"",
                "could not execute query: ERROR:  duplicate key value\nDETAIL:  Key (m)=(pg_restore: error: ERROR:"
                        + "  out of memory) exists.",
                "could not execute query: ERROR:  syntax error\nCommand was: SELECT\n"
                        + "'ERROR:  out of memory', 'server closed the connection'",
            })
    void everything_else_is_whatever_the_archive_holds(String lines) {
        assertThat(of(lines).exit()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_missing_role_has_a_cure_of_its_own() {
        assertThat(of("could not execute query: ERROR:  role \"iot\" does not exist")
                        .remedy())
                .isEqualTo("create that role there");
    }

    private static PulseFailure of(String lines) {
        return RestoreFailure.of(BACKUP, "pg_restore: warning: x\npg_restore: error: " + lines, lines);
    }
}
