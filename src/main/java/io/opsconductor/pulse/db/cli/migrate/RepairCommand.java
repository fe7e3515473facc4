package io.opsconductor.pulse.db.cli.migrate;

import java.util.List;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.RepairResult;
import io.opsconductor.pulse.db.migrate.Repairer;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
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
        header = "Repair the migration history (failed, changed or missing files), or rebuild invalid indexes.",
        subcommands = RebuildIndexesCommand.class,
        footer = "  pulse-db repair retry 041 --dry-run%n  pulse-db repair accept-changed 017_indexes.sql")
public class RepairCommand implements Callable<Integer> {
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

    @Mixin
    MigrationsOption folder;

    private final CommonOptions options;
    private final Databases databases;
    private final Repairer repairer;

    RepairCommand(CommonOptions options, Databases databases, Repairer repairer) {
        this.options = options;
        this.databases = databases;
        this.repairer = repairer;
    }

    @Override
    public Integer call() {
        RepairAction action = RepairAction.of(word);
        if (migrations.isEmpty()) {
            throw PulseFailure.usage("repair " + word + " needs a migration", "name its version or file");
        }
        options.progress().notes().println(action.word() + " " + action.explanation());
        try (Database database = databases.direct(options.databaseUrl)) {
            RepairResult result = dryRun
                    ? repairer.dryRun(database, action, migrations, folder.directory)
                    : repairer.repair(
                            database, action, migrations, folder.directory, new ProgressLines(options.progress()));
            options.report(!dryRun, () -> RepairReport.table(result, dryRun), () -> RepairReport.json(result));
        }
        return ExitCode.DONE.code();
    }
}
