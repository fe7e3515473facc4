package io.opsconductor.pulse.db.cli;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.ValidateResult;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.MigrationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pulse-db validate}. */
@Command(name = "validate", header = "Compare the files with the history, and look for mistakes in them.")
class ValidateCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

    @Mixin
    MigrationsOption migrations;

    @Option(names = "--all", description = "Look for mistakes in applied files too, not only in those still to run.")
    boolean all;

    private final Databases databases;
    private final Migrator migrator;

    ValidateCommand(Databases databases, Migrator migrator) {
        this.databases = databases;
        this.migrator = migrator;
    }

    @Override
    public Integer call() {
        try (Database database = databases.main(options.databaseUrl)) {
            ValidateResult result = migrator.validate(database, migrations.directory, all);
            Output.print(options.json() ? MigrationReport.json(result) : MigrationReport.table(result));
            return (result.hasErrors() ? ExitCode.FINDINGS : ExitCode.DONE).code();
        }
    }
}
