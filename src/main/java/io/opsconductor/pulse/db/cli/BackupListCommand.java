package io.opsconductor.pulse.db.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backup;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.report.BackupReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pulse-db backup list}. */
@Command(name = "list", header = "List the backups, the newest first, and whether each can be counted on.")
class BackupListCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; default all of them.")
    Optional<String> set = Optional.empty();

    private final Backups backups;

    BackupListCommand(Backups backups) {
        this.backups = backups;
    }

    @Override
    public Integer call() {
        List<Backup> found = backups.list(set);
        Output.print(options.json() ? BackupReport.json(found) : BackupReport.list(found, Instant.now()));
        return ExitCode.DONE.code();
    }
}
