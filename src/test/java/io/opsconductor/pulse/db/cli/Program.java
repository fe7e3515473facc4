package io.opsconductor.pulse.db.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.PulseDbProgram;

/** The packaged program for a test that looks at what it says, and files for it. */
public final class Program {
    private Program() {}

    /** Compiled no further than needed by a process that lives for a second. */
    public static PulseDbProgram on(String url) {
        return withoutDatabase().database(url);
    }

    static PulseDbProgram withoutDatabase() {
        return new PulseDbProgram().javaOption("-XX:TieredStopAtLevel=1").javaOption("-XX:+UseSerialGC");
    }

    static void write(Path folder, String name, String... lines) {
        try {
            Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
