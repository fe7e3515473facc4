package io.opsconductor.pulse.db.attacks;

import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;

/** The program with backups in a folder, and drills on the server that they are of. */
final class SameServer {
    private SameServer() {}

    static PulseDbProgram program(TestDatabase database, Path folder) {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_DRILL_SAME_SERVER", "true")
                .with("PULSE_DRILL_CONFIRM_SAME_SERVER", database.name())
                .clientTools();
    }
}
