package io.opsconductor.pulse.db.cli;

import java.time.Duration;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.AwaitResult;
import io.opsconductor.pulse.db.migrate.SchemaWait;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.MigrationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pulse-db await}. */
@Command(name = "await", header = "Wait until the schema is at a version or above it, as in an init container.")
class AwaitCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

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
            description = "Exit 4 after so long (default 10m).")
    Duration timeout = Duration.ofMinutes(10);

    private final Databases databases;
    private final SchemaWait schema;

    AwaitCommand(Databases databases, SchemaWait schema) {
        this.databases = databases;
        this.schema = schema;
    }

    @Override
    public Integer call() {
        try (Database database = databases.main(options.databaseUrl)) {
            AwaitResult result = schema.await(database, version, timeout, new WaitLines(System.err));
            Output.print(options.json() ? MigrationReport.json(result) : MigrationReport.table(result));
        }
        return ExitCode.DONE.code();
    }
}
