package io.opsconductor.pulse.db.cli.backup;

import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.cli.option.Version;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.DrillReport;
import io.opsconductor.pulse.db.report.html.DrillPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db drill}. */
@Command(
        name = "drill",
        header = "Restore the newest verified backup into a scratch database, compare it, time it, drop it.",
        footer = "  pulse-db drill daily%n  pulse-db drill daily --backup=20261126T021700Z")
public class DrillCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; may be left out when there is one.")
    Optional<String> set = Optional.empty();

    @Option(names = "--backup", paramLabel = "ID", description = "Another backup than the newest verified one.")
    Optional<String> backup = Optional.empty();

    private final CommonOptions options;
    private final Databases databases;
    private final Drills drills;
    private final Version version;

    DrillCommand(CommonOptions options, Databases databases, Drills drills, Version version) {
        this.version = version;
        this.options = options;
        this.databases = databases;
        this.drills = drills;
    }

    @Override
    public Integer call() {
        DrillResult result = drills.drill(
                () -> databases.direct(options.databaseUrl), set, backup, new DrillLines(options.progress(), "drill"));
        if (options.html()) {
            Output.print(DrillPage.of(result, version.getVersion()[0]));
        }
        options.report(
                result.matches() && result.withinRto(),
                () -> DrillReport.table(result),
                () -> DrillReport.json(result));
        return (result.matches() && result.withinRto() ? ExitCode.DONE : ExitCode.FINDINGS).code();
    }
}
