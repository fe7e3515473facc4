package io.opsconductor.pulse.db.cli.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.BackupFollowUp;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.BackupReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "take",
        header = "Dump the database, read the dump to its end, and copy it where the set has copies.",
        footer = "  pulse-db backup take daily%n  pulse-db backup take daily --init --quiet")
class BackupTakeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; default all, one after the other.")
    Optional<String> set = Optional.empty();

    @Option(names = "--init", description = "Make the set's directory: it is new, and not unmounted.")
    boolean init;

    private final CommonOptions options;
    private final Databases databases;
    private final Backups backups;
    private final BackupFollowUp followUp;

    BackupTakeCommand(CommonOptions options, Databases databases, Backups backups, BackupFollowUp followUp) {
        this.options = options;
        this.databases = databases;
        this.backups = backups;
        this.followUp = followUp;
    }

    /** One set that fails does not keep the others from being backed up; the first failure decides the exit code. */
    @Override
    public Integer call() {
        List<Backup> taken = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        try (Database database = databases.dumped(options.databaseUrl)) {
            FailureLines.each(backups.chosen(set), failures, name -> {
                if (init) {
                    backups.init(name);
                }
                taken.add(backups.take(database, name, new BackupLines(options.progress())));
                failures.addAll(FollowUpLines.after(followUp, name, options.progress()));
            });
        }
        if (failures.isEmpty() || !taken.isEmpty()) {
            options.report(
                    failures.isEmpty(), () -> BackupReport.table(taken), () -> BackupReport.json(taken, failures));
            return FailureLines.exit(failures);
        }
        failures.stream().skip(1).forEach(FailureLines::print);
        throw failures.get(0);
    }
}
