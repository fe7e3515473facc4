package io.opsconductor.pulse.db.cli.migrate;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.MigrationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pulse-db status}. */
@Command(
        name = "status",
        header = "List every migration and its state.",
        footer = "  pulse-db status%n  pulse-db status --migrations=db/migrations --output=json")
public class StatusCommand implements Callable<Integer> {
    @Mixin
    MigrationsOption migrations;

    private final CommonOptions options;
    private final Databases databases;
    private final Migrator migrator;

    StatusCommand(CommonOptions options, Databases databases, Migrator migrator) {
        this.options = options;
        this.databases = databases;
        this.migrator = migrator;
    }

    @Override
    public Integer call() {
        try (Database database = databases.main(options.databaseUrl)) {
            SchemaStatus status = migrator.status(database, migrations.directory);
            Output.print(options.json() ? MigrationReport.json(status) : MigrationReport.table(status));
        }
        return ExitCode.DONE.code();
    }
}
