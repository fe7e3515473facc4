package io.opsconductor.pulse.db.cli.migrate;

import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.backup.DrillLines;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.cli.option.Version;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.rehearse.RehearsalResult;
import io.opsconductor.pulse.db.rehearse.Rehearsals;
import io.opsconductor.pulse.db.report.RehearsalReport;
import io.opsconductor.pulse.db.report.html.RehearsalPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db rehearse}. */
@Command(
        name = "rehearse",
        header = "Apply the pending migrations to a restored backup: what they take, lock, rewrite and lose.",
        footer = "  pulse-db rehearse daily%n  pulse-db rehearse daily --max-lock=500ms --max-time=10m --output=json")
public class RehearseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; may be left out when there is one.")
    Optional<String> set = Optional.empty();

    @Option(names = "--backup", paramLabel = "ID", description = "Another backup than the newest verified one.")
    Optional<String> backup = Optional.empty();

    @Mixin
    RehearsalLimits limits;

    @Mixin
    OrderOptions order;

    private final CommonOptions options;
    private final Databases databases;
    private final Rehearsals rehearsals;
    private final Version version;

    RehearseCommand(CommonOptions options, Databases databases, Rehearsals rehearsals, Version version) {
        this.version = version;
        this.options = options;
        this.databases = databases;
        this.rehearsals = rehearsals;
    }

    @Override
    public Integer call() {
        RehearsalResult result = rehearsals.rehearse(
                () -> databases.direct(options.databaseUrl),
                new Rehearsals.Request(set, backup, order.request(), limits.maxLock, limits.maxTime),
                new DrillLines(options.progress(), "rehearse"),
                new ProgressLines(options.progress()));
        if (options.html()) {
            Output.print(RehearsalPage.of(result, version.getVersion()[0]));
        }
        options.report(result.good(), () -> RehearsalReport.table(result), () -> RehearsalReport.json(result));
        return (result.good() ? ExitCode.DONE : ExitCode.FINDINGS).code();
    }
}
