package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.omission.OmissionCheck;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.check.ClockSkew;
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

/** A standby's clock says nothing about the age of what it holds. */
class StandbyIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @TempDir
    Path directory;

    @Test
    void the_recovery_point_of_a_standby_is_the_last_transaction_it_has_replayed() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase test = server.createDatabase()) {
            test.execute("CREATE UNLOGGED TABLE cache AS SELECT 1 AS n");
            assertThat(left(test)).extracting(Finding::severity).containsExactly(Severity.OK);
            Instant committed = Instant.now();
            server.kill();
            // It replays what its log holds, and then waits for more from a primary that is not there.
            Files.createFile(server.dataDirectory().resolve("standby.signal"));
            server.start();
            List<String> notes = new ArrayList<>();

            Backup backup = take(PROGRAMS, test, notes);

            assertThat(backup.verified()).isTrue();
            assertThat(backup.snapshotTime().orElseThrow()).isBefore(committed);
            assertThat(backup.clockAhead().abs()).isLessThan(ClockSkew.ALLOWED);
            assertThat(notes).anyMatch(note -> note.startsWith("the server is a standby"));
            assertThat(left(test)).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.message())
                        .contains(backup.id() + " was taken of a standby", "public.cache is empty");
            });
            Files.delete(server.dataDirectory().resolve("standby.signal"));
            server.restart();
        }
    }

    /** As where a name leads to the primary now and to a standby, days behind, then: half the rows would be as young as the clock. */
    @Test
    void what_pg_dump_finds_on_another_server_than_the_clock_is_no_backup() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                PostgresServer behind = DevelopmentDatabases.shared().server().newServer();
                TestDatabase test = server.createDatabase();
                TestDatabase same = behind.createDatabase()) {
            String name = URI.create(test.url()).getPath().substring(1);
            same.execute("CREATE DATABASE \"" + name + "\"");
            URI other = URI.create(behind.url(name));
            Path programs = Scripts.programs(
                    directory,
                    PROGRAMS,
                    "PGPORT=" + other.getPort() + " PGPASSWORD='"
                            + other.getUserInfo().replaceFirst("[^:]*:", "") + "' exec $real \"$@\"");

            PulseFailure failure =
                    catchThrowableOfType(PulseFailure.class, () -> take(programs, test, new ArrayList<>()));

            assertThat(failure).hasMessageContaining("snapshot");
            assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
            assertThat(failure.remedy()).contains("pg_dump came to another server");
            assertThat(Sets.daily(directory, PROGRAMS).list(Optional.empty())).isEmpty();
        }
    }

    /** What dumps lack, by {@code backup.contents}. */
    private List<Finding> left(TestDatabase test) {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            return new OmissionCheck(Sets.rotating(directory, RotationPolicy.KEEP_ALL), Sets.LISTING)
                    .findings(database, Instant.now());
        }
    }

    private Backup take(Path programs, TestDatabase test, List<String> notes) {
        BackupProgress progress = new BackupProgress() {
            @Override
            public void reached(String set, Phase phase, Reached reached) {}

            @Override
            public void noted(String set, String line) {
                notes.add(line);
            }
        };
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            return Sets.take(directory, programs, database, Sets.CUSTOM, progress);
        }
    }
}
