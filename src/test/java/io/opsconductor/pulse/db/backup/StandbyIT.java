package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

            Backup backup = take(test, notes);

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

    /** What dumps lack, by {@code backup.contents}. */
    private List<Finding> left(TestDatabase test) {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            return new OmissionCheck(Sets.rotating(directory, RotationPolicy.KEEP_ALL), Sets.LISTING)
                    .findings(database, Instant.now());
        }
    }

    private Backup take(TestDatabase test, List<String> notes) {
        BackupProgress progress = new BackupProgress() {
            @Override
            public void reached(String set, Phase phase, Reached reached) {}

            @Override
            public void noted(String set, String line) {
                notes.add(line);
            }
        };
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            return Sets.take(directory, PROGRAMS, database, Sets.CUSTOM, progress);
        }
    }
}
