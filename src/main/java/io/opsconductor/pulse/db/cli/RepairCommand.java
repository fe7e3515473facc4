package io.opsconductor.pulse.db.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.RepairAction;
import io.opsconductor.pulse.db.migrate.RepairResult;
import io.opsconductor.pulse.db.migrate.Repairer;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.RepairReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db repair}. */
@Command(
        name = "repair",
        header = "Put right what the history says of a migration that failed, changed or is gone; or invalid indexes.",
        subcommands = RebuildIndexesCommand.class)
class RepairCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "For a failed one retry or mark-applied; for a changed one accept-changed;"
                    + " for a missing one forget-missing.")
    String word = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "MIGRATION", description = "Versions or file names.")
    List<String> migrations = List.of();

    @Option(names = "--dry-run", description = "Only print what would be changed.")
    boolean dryRun;

    @Option(names = "--migrations", paramLabel = "DIR", description = "Read this folder instead of the packed one.")
    Optional<Path> directory = Optional.empty();

    private final Databases databases;
    private final Repairer repairer;

    RepairCommand(Databases databases, Repairer repairer) {
        this.databases = databases;
        this.repairer = repairer;
    }

    @Override
    public Integer call() {
        RepairAction action = RepairAction.of(word);
        if (migrations.isEmpty()) {
            throw PulseFailure.usage("repair " + word + " needs a migration", "name its version or file");
        }
        System.err.println(action.word() + " " + action.explanation());
        try (Database database = databases.direct(options.databaseUrl)) {
            RepairResult result = dryRun
                    ? repairer.dryRun(database, action, migrations, directory)
                    : repairer.repair(database, action, migrations, directory, new ProgressLines(System.err));
            Output.print(options.json() ? RepairReport.json(result) : RepairReport.table(result, dryRun));
        }
        return ExitCode.DONE.code();
    }
}
