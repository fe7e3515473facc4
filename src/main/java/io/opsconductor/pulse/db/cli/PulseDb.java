package io.opsconductor.pulse.db.cli;

import java.util.Arrays;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The way in: starts the application, has picocli run one command, and returns its exit code. */
@QuarkusMain
public class PulseDb implements QuarkusApplication {
    private final IFactory factory;

    public PulseDb(IFactory factory) {
        this.factory = factory;
    }

    public static void main(String... args) {
        if (Arrays.asList(args).contains("run")) {
            // Read while Quarkus starts, which is before the command line is: one-shot commands start no scheduler.
            System.setProperty("quarkus.scheduler.enabled", "true");
        }
        Quarkus.run(PulseDb.class, (exit, failure) -> System.exit(exit(exit, failure, args)), args);
    }

    @Override
    public int run(String... args) {
        CommandLine commandLine = new CommandLine(Pulse.class, factory);
        commandLine.setParameterExceptionHandler(new UsageErrors());
        commandLine.setExecutionExceptionHandler(new Failures());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine.execute(args);
    }

    /** A failure here is one of starting, which is always one of configuration: no command has run yet. */
    private static int exit(int exit, Throwable failure, String... args) {
        if (failure == null) {
            return exit;
        }
        Failures.print(StartFailure.of(failure), Arrays.asList(args));
        return ExitCode.USAGE.code();
    }
}
