package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The temp directory belongs to all users of a machine: a run leaves nothing there. */
@ProgramTest
class TempDirectoryIT {
    @TempDir
    Path temp;

    @Test
    void a_run_leaves_nothing_in_the_temp_directory() {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            Said.by(program().run("--version")).exit(0);
            Said.by(program().run("migrat")).exit(2);
            Said.by(program().database(database.url()).run("status")).exit(0);
            Said.by(program().database(database.url()).run("check", "backups")).exit(3);
        }

        assertThat(temp).isEmptyDirectory();
    }

    private PulseDbProgram program() {
        return Program.withoutDatabase().property("java.io.tmpdir", temp.toString());
    }
}
