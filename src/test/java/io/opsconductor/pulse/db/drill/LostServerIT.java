package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server for drills goes away in the middle of a restore: really, as no text of an owner can say it. */
class LostServerIT {
    @TempDir
    Path directory;

    @Test
    void a_drill_whose_server_went_away_says_nothing_about_the_backup_and_is_not_forgotten() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer()) {
            TestDatabase source = server.createDatabase();
            source.execute("CREATE TABLE t AS SELECT 1 AS a");
            BackupRoom.take(directory, source);
            assertThat(Rehearsal.of(directory).drill(source).matches()).isTrue();
            assertThat(finding(source).severity()).isEqualTo(Severity.OK);
            Path programs = Rehearsal.programs(
                    directory,
                    "kill -QUIT $(head -1 " + server.dataDirectory().resolve("postmaster.pid") + "); sleep 2;"
                            + " echo 'pg_restore: error: server closed the connection unexpectedly' >&2; exit 1");

            PulseFailure failure = catchThrowableOfType(
                    PulseFailure.class,
                    () -> Rehearsal.of(directory).withPrograms(programs).drill(source));

            assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.NOT_NOW);
            Finding finding = finding(source);
            assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.WARNING);
            assertThat(finding.message())
                    .contains(
                            "was restored and matches; since then 1 drill ended without a result",
                            failure.getMessage());
        }
    }

    private Finding finding(TestDatabase source) {
        DrillCheck check =
                new DrillCheck(BackupRoom.backups(directory), BackupRoom.settings(directory, Optional.empty()));
        try (Database database = new Database(DatabaseUrl.parse(source.url()))) {
            return check.findings(database, Instant.now()).get(0);
        }
    }
}
