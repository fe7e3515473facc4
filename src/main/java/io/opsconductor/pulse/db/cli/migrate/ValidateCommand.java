package io.opsconductor.pulse.db.cli.migrate;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
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
@Command(
        name = "validate",
        header = "Compare the files with the history, and look for mistakes in them.",
        footer = "  pulse-db validate%n  pulse-db validate --migrations=db/migrations")
public class ValidateCommand implements Callable<Integer> {
    @Mixin
    MigrationsOption migrations;

    @Option(names = "--all", description = "Look for mistakes in applied files too, not only in those still to run.")
    boolean all;

    private final CommonOptions options;
    private final Databases databases;
    private final Migrator migrator;

    ValidateCommand(CommonOptions options, Databases databases, Migrator migrator) {
        this.options = options;
        this.databases = databases;
        this.migrator = migrator;
    }

    @Override
    public Integer call() {
        try (Database database = databases.main(options.databaseUrl)) {
            ValidateResult result = migrator.validate(database, migrations.directory, all);
            options.report(
                    result.problems().isEmpty(),
                    () -> MigrationReport.table(result),
                    () -> MigrationReport.json(result));
            return (result.hasErrors() ? ExitCode.FINDINGS : ExitCode.DONE).code();
        }
    }
}
