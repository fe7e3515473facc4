package io.opsconductor.pulse.db.cli.migrate;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
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
@Command(
        name = "adopt",
        header = "Record a schema made by hand as migrated up to a version; nothing is run.",
        footer = "  pulse-db adopt --at=040 --dry-run%n  pulse-db adopt --at=036a --migrations=db/migrations")
public class AdoptCommand implements Callable<Integer> {
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

    private final CommonOptions options;
    private final Databases databases;
    private final Adopter adopter;

    AdoptCommand(CommonOptions options, Databases databases, Adopter adopter) {
        this.options = options;
        this.databases = databases;
        this.adopter = adopter;
    }

    @Override
    public Integer call() {
        try (Database database = databases.direct(options.databaseUrl)) {
            AdoptResult result = dryRun
                    ? adopter.dryRun(database, at, migrations.directory)
                    : adopter.adopt(database, at, migrations.directory, new ProgressLines(options.progress()));
            options.report(!dryRun, () -> RepairReport.table(result, dryRun), () -> RepairReport.json(result));
        }
        return ExitCode.DONE.code();
    }
}
