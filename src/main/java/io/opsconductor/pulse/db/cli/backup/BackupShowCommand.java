package io.opsconductor.pulse.db.cli.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.report.BackupDetails;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pulse-db backup show}. */
@Command(
        name = "show",
        header = "Show one backup: what it is of, what is in it, when it was last read and restored.",
        footer = "  pulse-db backup show newest%n  pulse-db backup show 20261126T052600Z --output=json")
class BackupShowCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID", description = "As backup list names it, or newest.")
    String id;

    @Parameters(index = "1", paramLabel = "SET", arity = "0..1", description = "The backup set; default all of them.")
    Optional<String> set = Optional.empty();

    private final CommonOptions options;
    private final Backups backups;

    BackupShowCommand(CommonOptions options, Backups backups) {
        this.options = options;
        this.backups = backups;
    }

    @Override
    public Integer call() {
        List<BackupDetails> found = backups.list(set, Optional.of(id)).stream()
                .map(backup -> new BackupDetails(backup, backups.contents(backup), Drills.last(backups, backup)))
                .toList();
        Output.print(options.json() ? BackupDetails.json(found) : BackupDetails.text(found, Instant.now()));
        return ExitCode.DONE.code();
    }
}
