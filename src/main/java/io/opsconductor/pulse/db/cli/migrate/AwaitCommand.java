package io.opsconductor.pulse.db.cli.migrate;

import java.time.Duration;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.DurationOption;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.AwaitResult;
import io.opsconductor.pulse.db.migrate.SchemaWait;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.MigrationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pulse-db await}. */
@Command(
        name = "await",
        header = "Wait until the schema is at a version or above it, as in an init container.",
        footer = "  pulse-db await --version=115%n  pulse-db await --version=036a --timeout=2m")
public class AwaitCommand implements Callable<Integer> {
    /** Its own, for picocli's standard options come as one and would bring another --version. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "The version that the service needs, such as 115 or 036a.")
    String version;

    @Option(
            names = "--timeout",
            paramLabel = "LIMIT",
            converter = DurationOption.class,
            description = "Give up with exit code 4 after this time (default 10m).")
    Duration timeout = Duration.ofMinutes(10);

    private final CommonOptions options;
    private final Databases databases;
    private final SchemaWait schema;

    AwaitCommand(CommonOptions options, Databases databases, SchemaWait schema) {
        this.options = options;
        this.databases = databases;
        this.schema = schema;
    }

    @Override
    public Integer call() {
        try (Database database = databases.main(options.databaseUrl)) {
            AwaitResult result = schema.await(database, version, timeout, new WaitLines(options.progress()));
            options.report(true, () -> MigrationReport.table(result), () -> MigrationReport.json(result));
        }
        return ExitCode.DONE.code();
    }
}
