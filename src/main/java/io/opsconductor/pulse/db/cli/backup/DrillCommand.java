package io.opsconductor.pulse.db.cli.backup;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.CopyDownloads;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.cli.option.Version;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.DrillReport;
import io.opsconductor.pulse.db.report.html.DrillPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pulse-db drill}. */
@Command(
        name = "drill",
        header = "Restore the newest verified backup into a scratch database, compare it, time it, drop it.",
        footer = "  pulse-db drill daily%n  pulse-db drill daily --copy=offsite")
public class DrillCommand implements Callable<Integer> {
    @Mixin
    ChosenBackup chosen = new ChosenBackup();

    private final CommonOptions options;
    private final Databases databases;
    private final Drills drills;
    private final CopyDownloads downloads;
    private final Version version;

    DrillCommand(CommonOptions options, Databases databases, Drills drills, CopyDownloads downloads, Version version) {
        this.version = version;
        this.downloads = downloads;
        this.options = options;
        this.databases = databases;
        this.drills = drills;
    }

    @Override
    public Integer call() {
        DrillResult result = drilled(() -> databases.direct(options.databaseUrl));
        if (options.html()) {
            Output.print(DrillPage.of(result, version.getVersion()[0]));
        }
        options.report(
                result.matches() && result.withinRto(),
                () -> DrillReport.table(result),
                () -> DrillReport.json(result));
        return (result.matches() && result.withinRto() ? ExitCode.DONE : ExitCode.FINDINGS).code();
    }

    private DrillResult drilled(Supplier<Database> source) {
        DrillLines lines = new DrillLines(options.progress(), "drill");
        return chosen.copy(downloads, options)
                .map(copy -> drills.drill(source, copy, lines))
                .orElseGet(() -> drills.drill(source, chosen.set, chosen.id, lines));
    }
}
