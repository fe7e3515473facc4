package io.opsconductor.pulse.db.cli.migrate;

import java.util.List;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.IndexRebuilder;
import io.opsconductor.pulse.db.migrate.IndexRepairResult;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.RepairReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db repair rebuild-indexes}. */
@Command(
        name = "rebuild-indexes",
        header = "Rebuild invalid indexes, or drop what a rebuild left behind.",
        footer =
                "  pulse-db repair rebuild-indexes --dry-run%n  pulse-db repair rebuild-indexes public.telemetry_time_idx")
class RebuildIndexesCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "INDEX",
            arity = "0..*",
            description = "Only these; default all, save those whose rebuilding blocks writes.")
    List<String> indexes = List.of();

    @Option(names = "--dry-run", description = "Only print the statements that would be run.")
    boolean dryRun;

    private final CommonOptions options;
    private final Databases databases;
    private final IndexRebuilder rebuilder;

    RebuildIndexesCommand(CommonOptions options, Databases databases, IndexRebuilder rebuilder) {
        this.options = options;
        this.databases = databases;
        this.rebuilder = rebuilder;
    }

    @Override
    public Integer call() {
        try (Database database = databases.direct(options.databaseUrl)) {
            IndexRepairResult result = dryRun
                    ? rebuilder.dryRun(database, indexes)
                    : rebuilder.rebuild(database, indexes, new ProgressLines(options.progress()));
            options.report(
                    !dryRun && result.succeeded(),
                    () -> RepairReport.table(result, dryRun),
                    () -> RepairReport.json(result));
            return (result.succeeded() ? ExitCode.DONE : ExitCode.FAILED).code();
        }
    }
}
