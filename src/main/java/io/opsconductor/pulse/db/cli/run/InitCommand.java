package io.opsconductor.pulse.db.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.DurationOption;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.SettingsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pulse-db init}. */
@Command(
        name = "init",
        header = "Look at the database and propose a configuration file for it; changes nothing there.",
        footer = "  pulse-db init --migrations=db --rpo=6h%n  pulse-db init --write=config/application.properties")
public class InitCommand implements Callable<Integer> {
    @Option(names = "--write", paramLabel = "FILE", description = "Write it to this new file instead of printing it.")
    Optional<Path> file = Optional.empty();

    @Option(names = "--migrations", paramLabel = "DIR", description = "The folder of the database's migrations.")
    Optional<Path> migrations = Optional.empty();

    @Option(
            names = "--rpo",
            defaultValue = "24h",
            converter = DurationOption.class,
            description = "The recovery point that backups are to keep; ${DEFAULT-VALUE}.")
    Duration rpo;

    @Option(
            names = "--backups",
            paramLabel = "DIR",
            defaultValue = "/backups",
            description = "Where backups go; ${DEFAULT-VALUE}.")
    Path backups;

    private final CommonOptions options;
    private final Databases databases;
    private final Proposal proposal;

    InitCommand(CommonOptions options, Databases databases, Proposal proposal) {
        this.options = options;
        this.databases = databases;
        this.proposal = proposal;
    }

    @Override
    public Integer call() {
        try (Database database = databases.checked(options.databaseUrl, false)) {
            String text = proposal.of(database, migrations, rpo, backups);
            file.ifPresent(target -> Proposal.write(target, text));
            if (options.json()) {
                Output.print(
                        SettingsReport.proposal(text, file.map(Path::toString).orElse(null)));
            } else if (!options.quiet) {
                Output.print(file.map(target -> "written to " + target + "; next: pulse-db check --config=" + target)
                        .orElse(text.stripTrailing()));
            }
        }
        return ExitCode.DONE.code();
    }
}
