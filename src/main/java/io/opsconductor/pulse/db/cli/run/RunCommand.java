package io.opsconductor.pulse.db.cli.run;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pulse-db run}. */
@Command(
        name = "run",
        header = "Migrate, then check and back up on schedule until stopped.",
        description = "Prints every finding once, then what changes. SIGHUP prints every finding again.",
        footer = "  pulse-db run%n  pulse-db run --no-migrate --config=/etc/pulse-db.properties")
public class RunCommand implements Callable<Integer> {
    @Option(names = "--no-migrate", description = "Apply no migration: another run does that.")
    boolean noMigrate;

    private final CommonOptions options;
    private final RunSession session;

    RunCommand(CommonOptions options, RunSession session) {
        this.options = options;
        this.session = session;
    }

    @Override
    public Integer call() {
        session.run(options.databaseUrl, options.json(), noMigrate);
        return ExitCode.DONE.code();
    }
}
