package io.opsconductor.pulse.db.cli;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.AdoptResult;
import io.opsconductor.pulse.db.migrate.Adopter;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.RepairReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pulse-db adopt}. */
@Command(name = "adopt", header = "Record a schema made by hand as migrated up to a version; nothing is run.")
class AdoptCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "VERSION",
            description = "The newest version whose work is in the database, such as 040 or 036a.")
    String at;

    @Option(names = "--dry-run", description = "Only print what would be recorded.")
    boolean dryRun;

    @Mixin
    MigrationsOption migrations;

    private final Databases databases;
    private final Adopter adopter;

    AdoptCommand(Databases databases, Adopter adopter) {
        this.databases = databases;
        this.adopter = adopter;
    }

    @Override
    public Integer call() {
        try (Database database = databases.direct(options.databaseUrl)) {
            AdoptResult result = dryRun
                    ? adopter.dryRun(database, at, migrations.directory)
                    : adopter.adopt(database, at, migrations.directory, new ProgressLines(System.err));
            Output.print(options.json() ? RepairReport.json(result) : RepairReport.table(result, dryRun));
        }
        return ExitCode.DONE.code();
    }
}
