package io.opsconductor.pulse.db.cli;

import java.util.Arrays;

import io.opsconductor.pulse.db.config.MisspeltKeys;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParseResult;

/** The way in: starts the application, has picocli run one command, and returns its exit code. */
@QuarkusMain
public class PulseDb implements QuarkusApplication {
    private final IFactory factory;
    private final Config config;

    public PulseDb(IFactory factory, Config config) {
        this.factory = factory;
        this.config = config;
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
        commandLine.setExecutionStrategy(this::execute);
        return commandLine.execute(args);
    }

    /** Before any command runs; help and version are printed whatever the configuration says. */
    private int execute(ParseResult parsed) {
        if (CommandLine.printHelpIfRequested(parsed)) {
            return ExitCode.DONE.code();
        }
        try {
            MisspeltKeys.refuse(config.getPropertyNames(), System.getenv().keySet());
        } catch (PulseFailure failure) {
            return Failures.report(failure, parsed.originalArgs());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** A failure here is one of starting, which is always one of configuration: no command has run yet. */
    private static int exit(int exit, Throwable failure, String... args) {
        if (failure == null) {
            return exit;
        }
        return Failures.report(StartFailure.of(failure), Arrays.asList(args));
    }
}
