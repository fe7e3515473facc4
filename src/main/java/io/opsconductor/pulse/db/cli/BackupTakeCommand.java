package io.opsconductor.pulse.db.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backup;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.BackupReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pulse-db backup take}. */
@Command(name = "take", header = "Dump the database and read the dump to its end.")
class BackupTakeCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

    @Parameters(
            paramLabel = "SET",
            arity = "0..1",
            description = "The backup set; default all of them, one after the other.")
    Optional<String> set = Optional.empty();

    private final Databases databases;
    private final Backups backups;

    BackupTakeCommand(Databases databases, Backups backups) {
        this.databases = databases;
        this.backups = backups;
    }

    @Override
    public Integer call() {
        List<String> sets = set.map(List::of).orElseGet(backups::sets);
        try (Database database = databases.direct(options.databaseUrl)) {
            List<Backup> taken = sets.stream()
                    .map(name -> backups.take(database, name, new BackupLines(System.err)))
                    .toList();
            Output.print(options.json() ? BackupReport.json(taken) : BackupReport.table(taken));
        }
        return ExitCode.DONE.code();
    }
}
