package io.opsconductor.pulse.db.dev;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The packaged program, run as a user runs it: a process with an environment, two streams and an exit code. It is the
 * native executable that the system property {@value #EXECUTABLE} names, else the jar on the JVM of the caller.
 */
public final class PulseDbProgram {
    /** A path, relative to the project's folder: {@code -Dpulse.program=target/pulse-db}. */
    static final String EXECUTABLE = "pulse.program";

    private final Path executable;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> javaOptions = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private boolean joined;
    /** Under nohup a child inherits that SIGHUP is ignored, and a JVM leaves it so. */
    private static final List<String> HANGUP = ignoresHangup() ? List.of("env", "--default-signal=HUP") : List.of();

    private ProcessBuilder.Redirect output = ProcessBuilder.Redirect.PIPE;

    public PulseDbProgram() {
        this(isNative() ? inProject(System.getProperty(EXECUTABLE)) : null);
    }

    /** The jar, whatever else there is. */
    public static PulseDbProgram onTheJvm() {
        return new PulseDbProgram(null);
    }

    /** @param executable null for the jar */
    PulseDbProgram(Path executable) {
        if (executable != null && !Files.isExecutable(executable)) {
            throw new IllegalStateException(executable + " is no executable: ./mvnw package -Dnative makes it");
        }
        this.executable = executable;
    }

    /** What a run left behind. */
    public record Outcome(int exit, String out, String err) {
        @Override
        public String toString() {
            return "exit " + exit + "\n--- standard output\n" + out + "\n--- standard error\n" + err;
        }
    }

    public PulseDbProgram with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** An option that only a JVM understands, such as {@code -XX:+UseSerialGC}: the native executable is run without. */
    public PulseDbProgram javaOption(String option) {
        javaOptions.add(option);
        return this;
    }

    /** A setting as {@code -Dkey=value}, which the native executable understands too, as does {@link #maxHeap}. */
    public PulseDbProgram property(String key, String value) {
        options.add("-D" + key + "=" + value);
        return this;
    }

    /** @param size as {@code -Xmx} takes it, such as 64m */
    public PulseDbProgram maxHeap(String size) {
        options.add("-Xmx" + size);
        return this;
    }

    /** Where standard output goes instead of to the caller. */
    public PulseDbProgram outputTo(File file) {
        output = ProcessBuilder.Redirect.to(file);
        return this;
    }

    /** Standard error goes where standard output goes. */
    public PulseDbProgram joined() {
        joined = true;
        return this;
    }

    public PulseDbProgram database(String url) {
        return with("DATABASE_URL", url);
    }

    /** With pg_dump, pg_restore and psql of the tests' own server. */
    public PulseDbProgram clientTools() {
        return with(
                "PULSE_POSTGRESQL_BIN_DIRECTORY",
                DevelopmentDatabases.shared().clientTools().toString());
    }

    private static boolean ignoresHangup() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Character.digit(line.charAt(line.length() - 1), 16) & 1) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts it and lets it run; the caller ends it. */
    public Process start(String... arguments) {
        List<String> command = new ArrayList<>(HANGUP);
        if (executable != null) {
            command.add(executable.toString());
            command.addAll(options);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(javaOptions);
            command.addAll(options);
            command.addAll(List.of(
                    "-jar", inProject("target/quarkus-app/quarkus-run.jar").toString()));
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output).redirectErrorStream(joined);
        // What the developer has set for himself must not decide a test.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("PULSE_") || name.endsWith("DATABASE_URL"));
        // Tests run side by side, and all would want the one port.
        if (List.of(arguments).contains("run")) {
            builder.environment().put("PULSE_HTTP_PORT", "0");
        }
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    public Outcome run(String... arguments) {
        Process process = start(arguments);
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        String out = text(process.getInputStream());
        try {
            return new Outcome(process.waitFor(), out, err.join());
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is the native executable; the property is empty where a build has none. */
    public static boolean isNative() {
        return !System.getProperty(EXECUTABLE, "").isBlank();
    }

    private static Path inProject(String path) {
        return SourceFolder.file("java").resolve("../../..").normalize().resolve(path);
    }
}
