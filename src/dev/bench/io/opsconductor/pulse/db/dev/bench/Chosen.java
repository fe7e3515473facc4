package io.opsconductor.pulse.db.dev.bench;

import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.PulseDbProgram;

/** Which program is measured: the native executable where one was built, else the jar on the JVM. */
final class Chosen {
    private static final String EXECUTABLE = "pulse.program";

    private Chosen() {}

    /** To be called first; gives the words for a table. */
    static String program() {
        Path executable = Path.of(System.getProperty(EXECUTABLE, "target/pulse-db"));
        System.setProperty(EXECUTABLE, Files.isExecutable(executable) ? executable.toString() : "");
        return PulseDbProgram.isNative() ? "the native executable " + executable : "the JVM (no native executable)";
    }
}
