package io.opsconductor.pulse.db.attacks;

import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;

/** The program with one backup set {@code daily}, run as its user runs it where an attacker was before. */
final class BackupAttack {
    static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    private final Path directory;
    private final String url;

    BackupAttack(Path directory, String url) {
        this.directory = directory;
        this.url = url;
    }

    /** @param settings names and values in turn, of environment variables */
    Outcome run(String[] settings, String... arguments) {
        PulseDbProgram program = new PulseDbProgram()
                .javaOption("-XX:TieredStopAtLevel=1")
                .javaOption("-XX:+UseSerialGC")
                .maxHeap("128m")
                .database(url)
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString());
        for (int i = 0; i < settings.length; i += 2) {
            program.with(settings[i], settings[i + 1]);
        }
        return program.run(arguments);
    }

    Outcome run(String... arguments) {
        return run(new String[0], arguments);
    }
}
