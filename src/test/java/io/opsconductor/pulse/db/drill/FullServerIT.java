package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.SmallVolume;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server for drills runs out of space in the middle of a restore. */
class FullServerIT {
    @TempDir
    Path directory;

    @Test
    void a_drill_that_lacks_space_has_failed_and_says_how_much_it_needs() throws Exception {
        Path small = Files.createTempDirectory("pulse-small"); // in a place that the server's user may enter
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase source = server.createDatabase()) {
            source.execute("CREATE TABLE big AS SELECT repeat(md5(g::text), 20) FROM generate_series(1, 20000) g");
            Backup backup = BackupRoom.take(directory, source);
            int user = (Integer) Files.getAttribute(server.dataDirectory(), "unix:uid");
            try (SmallVolume volume = SmallVolume.mount(small, 4, user)) {
                source.execute("CREATE TABLESPACE small LOCATION '" + small + "'");
                source.execute("ALTER ROLE postgres SET default_tablespace = small");

                PulseFailure failure = catchThrowableOfType(
                        PulseFailure.class, () -> Rehearsal.of(directory).drill(source));

                assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.FAILED);
                assertThat(failure.getMessage()).contains("No space left on device");
                assertThat(failure.remedy()).startsWith("give that server more space: the database took up ");
                assertThat(DrillRecord.read(backup.path().resolveSibling(DrillRecord.LAST), SealKey.NONE)
                                .orElseThrow()
                                .failure())
                        .as("any function of an owner could say so")
                        .contains(failure.getMessage());

                source.execute("ALTER ROLE postgres RESET default_tablespace");
                assertThat(Rehearsal.of(directory).drill(source).matches()).isTrue();
                source.execute("DROP TABLESPACE small");
            }
        } finally {
            Files.deleteIfExists(small);
        }
    }
}
