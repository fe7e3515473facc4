package io.opsconductor.pulse.db.cli.migrate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.report.MigrationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pulse-db new}. */
@Command(
        name = "new",
        header = "Make the next migration file, numbered as those that are there.",
        footer = "  pulse-db new add alarm table --migrations=db%n  pulse-db new 'index readings by device'")
public class NewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "1..*", description = "What it is to do, in words.")
    List<String> words;

    @Mixin
    MigrationsOption migrations;

    private final CommonOptions options;
    private final Migrator migrator;

    NewCommand(CommonOptions options, Migrator migrator) {
        this.options = options;
        this.migrator = migrator;
    }

    @Override
    public Integer call() {
        Path file = migrator.create(migrations.directory, String.join(" ", words), Instant.now());
        Output.print(options.json() ? MigrationReport.created(file) : file.toString());
        return ExitCode.DONE.code();
    }
}
