package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial's script, from an empty database to all green and through what it breaks: the whole of it on a server with
 * background workers, and as far as one backend goes on the embedded one.
 */
@ProgramTest
class FirstHourIT {
    private static final Path SCRIPT = Path.of("src/dev/tutorial/first-hour.sh");

    @TempDir
    Path folder;

    @Test
    void everything_is_green_and_what_is_broken_is_cured_by_what_is_printed() throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().timescale()) {
            boolean workers = database.schedulerRuns();
            Path out = folder.resolve("out");
            List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
            if (!workers) {
                command.add("--without-workers");
            }
            ProcessBuilder script =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            Map<String, String> environment = script.environment();
            environment.keySet().removeIf(name -> name.startsWith("PULSE_") || name.startsWith("PG"));
            environment.put("DATABASE_URL", database.url());
            environment.put("PULSE_DB", program());
            environment.merge(
                    "PATH",
                    DevelopmentDatabases.shared().clientTools().toString(),
                    (path, tools) -> tools + File.pathSeparator + path);
            Process process = script.start();
            try {
                assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(said(out)).isTrue();
                assertThat(process.exitValue()).as(said(out)).isZero();
                assertThat(said(out).split("(?m)^cured$", -1)).as(said(out)).hasSize(workers ? 9 : 7);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static String said(Path out) throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** As the script is to call it. */
    private static String program() {
        return PulseDbProgram.isNative()
                ? Path.of(System.getProperty("pulse.program")).toAbsolutePath().toString()
                : Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -jar "
                        + Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    }
}
