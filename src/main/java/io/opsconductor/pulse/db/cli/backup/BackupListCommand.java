package io.opsconductor.pulse.db.cli.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.report.BackupReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db backup list}. */
@Command(
        name = "list",
        header = "List the backups, the newest first, and whether each can be counted on.",
        footer = "  pulse-db backup list --copies%n  pulse-db backup list daily --output=json")
class BackupListCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; default all of them.")
    Optional<String> set = Optional.empty();

    @Option(names = "--copies", description = "The copies elsewhere instead.")
    boolean elsewhere;

    private final CommonOptions options;
    private final Backups backups;
    private final CopyCommands copies;

    BackupListCommand(CommonOptions options, Backups backups, CopyCommands copies) {
        this.options = options;
        this.backups = backups;
        this.copies = copies;
    }

    @Override
    public Integer call() {
        if (elsewhere) {
            return copies.list(set);
        }
        List<Backup> found = backups.list(set);
        Output.print(options.json() ? BackupReport.json(found) : BackupReport.list(found, Instant.now()));
        return ExitCode.DONE.code();
    }
}
