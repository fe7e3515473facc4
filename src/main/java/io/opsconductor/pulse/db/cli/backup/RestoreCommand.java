package io.opsconductor.pulse.db.cli.backup;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.CopyDownloads;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.drill.RestoreResult;
import io.opsconductor.pulse.db.drill.Restores;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import io.opsconductor.pulse.db.report.DrillReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        header = "Restore a backup into an empty database, for keeps, and compare it.",
        footer =
                "  pulse-db restore daily --into=postgresql://owner@db:5432/restored%n  pulse-db restore daily --copy=offsite --into=postgresql://db/restored")
public class RestoreCommand implements Callable<Integer> {
    @Mixin
    ChosenBackup chosen = new ChosenBackup();

    @Option(
            names = "--into",
            paramLabel = "URL",
            required = true,
            defaultValue = "${env:PULSE_RESTORE_URL}",
            description = "The empty database to restore into (PULSE_RESTORE_URL: no argument, so hidden from others).")
    String into;

    @Option(
            names = "--allow-source",
            description = "Let --into be the database that pulse-db is configured for, when that was made anew.")
    boolean allowSource;

    @Option(
            names = "--hold-jobs",
            description = "Leave all of TimescaleDB's jobs held: nothing is compressed, refreshed or dropped there.")
    boolean holdJobs;

    private final CommonOptions options;
    private final Databases databases;
    private final Restores restores;
    private final CopyDownloads downloads;

    RestoreCommand(CommonOptions options, Databases databases, Restores restores, CopyDownloads downloads) {
        this.downloads = downloads;
        this.options = options;
        this.databases = databases;
        this.restores = restores;
    }

    @Override
    public Integer call() {
        try (Database target = databases.other(UrlSource.INTO, into)) {
            RestoreResult result = restores.restore(
                    target,
                    () -> databases.direct(options.databaseUrl),
                    new Restores.Request(allowSource, holdJobs, chosen.set, chosen.id, chosen.copy(downloads, options)),
                    new DrillLines(options.progress(), "restore"));
            options.report(
                    result.differences().isEmpty(), () -> DrillReport.table(result), () -> DrillReport.json(result));
            return (result.differences().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS).code();
        }
    }
}
