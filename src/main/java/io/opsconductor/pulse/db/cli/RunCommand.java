package io.opsconductor.pulse.db.cli;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.MigrateRequest;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.CheckReport;
import io.opsconductor.pulse.db.report.MigrationReport;
import io.opsconductor.pulse.db.schedule.LongRun;
import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;

/** {@code pulse-db run}. */
@Command(
        name = "run",
        header = "Migrate, then check and back up on schedule until stopped.",
        footer = {"  pulse-db run", "  pulse-db run --no-migrate --config=/etc/pulse-db.properties"})
class RunCommand implements Callable<Integer> {
    private final CommonOptions options;
    private final Databases databases;
    private final Migrator migrator;
    private final LongRun longRun;

    RunCommand(CommonOptions options, Databases databases, Migrator migrator, LongRun longRun) {
        this.options = options;
        this.databases = databases;
        this.migrator = migrator;
        this.longRun = longRun;
    }

    @Override
    public Integer call() {
        try (Database main = databases.main(options.databaseUrl);
                Database direct = databases.direct(options.databaseUrl)) {
            Output.print(
                    MigrationReport.table(migrator.migrate(direct, MigrateRequest.ALL, new ProgressLines(System.err))));
            longRun.start(
                    main,
                    options.databaseUrl.isEmpty(),
                    direct,
                    new RunLines(System.err, this::print, new BackupLines(System.err)));
            Quarkus.waitForExit();
            longRun.stop();
        }
        return ExitCode.DONE.code();
    }

    private void print(CheckupResult result) {
        Output.print(options.json() ? CheckReport.json(result) : CheckReport.table(result, Output.isTerminal()));
    }
}
