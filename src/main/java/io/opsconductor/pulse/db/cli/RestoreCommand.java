package io.opsconductor.pulse.db.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.drill.RestoreResult;
import io.opsconductor.pulse.db.drill.Restores;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.DrillReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db restore}. */
@Command(name = "restore", header = "Restore a backup into an empty database, for keeps, and compare it.")
class RestoreCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; may be left out when there is one.")
    Optional<String> set = Optional.empty();

    @Option(names = "--backup", paramLabel = "ID", description = "Another backup than the newest verified one.")
    Optional<String> backup = Optional.empty();

    @Option(
            names = "--into",
            paramLabel = "URL",
            required = true,
            description = "The empty database to restore into, as postgresql://user@host:5432/db. Leave a password to"
                    + " PGPASSWORD or a passfile.")
    String into;

    @Option(
            names = "--allow-source",
            description = "Let --into be the database that pulse-db is configured for, when that was made anew.")
    boolean allowSource;

    @Option(
            names = "--hold-jobs",
            description =
                    "Leave all of TimescaleDB's jobs held, as after a restore that differs: nothing is compressed,"
                            + " refreshed or dropped there.")
    boolean holdJobs;

    private final Databases databases;
    private final Restores restores;

    RestoreCommand(Databases databases, Restores restores) {
        this.databases = databases;
        this.restores = restores;
    }

    @Override
    public Integer call() {
        try (Database target = databases.main(Optional.of(into))) {
            RestoreResult result = restores.restore(
                    target,
                    () -> databases.direct(options.databaseUrl),
                    new Restores.Request(allowSource, holdJobs, set, backup),
                    new DrillLines(System.err, "restore"));
            Output.print(options.json() ? DrillReport.json(result) : DrillReport.table(result));
            return (result.differences().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS).code();
        }
    }
}
