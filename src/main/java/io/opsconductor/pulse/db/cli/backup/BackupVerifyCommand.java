package io.opsconductor.pulse.db.cli.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.VerificationReport;
import io.opsconductor.pulse.db.report.VerificationReport.Verified;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        header = "Read backups to their end once more, and record the result beside each.",
        footer = "  pulse-db backup verify daily --due%n  pulse-db backup verify daily --backup=newest")
class BackupVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; default all of them.")
    Optional<String> set = Optional.empty();

    @Option(names = "--backup", paramLabel = "ID", description = "Only this one, as list names it, or 'newest'.")
    Optional<String> id = Optional.empty();

    @Option(names = "--unread", description = "Only those that were never read to their end.")
    boolean unread;

    @Option(names = "--due", description = "Only those whose verification will soon be older than verify-every.")
    boolean due;

    private final CommonOptions options;
    private final Backups backups;

    BackupVerifyCommand(CommonOptions options, Backups backups) {
        this.options = options;
        this.backups = backups;
    }

    @Override
    public Integer call() {
        List<Verified> done = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        FailureLines.each(wanted(), failures, backup -> {
            boolean ours = backups.sets().contains(backup.set());
            done.add(new Verified(backup, backups.verify(backup, new BackupLines(options.progress())), ours));
        });
        done.forEach(one -> one.failure().ifPresent(failures::add));
        failures.sort(FailureLines.FAILED_FIRST);
        options.report(
                failures.isEmpty(),
                () -> VerificationReport.table(done, failures),
                () -> VerificationReport.json(done, failures));
        return FailureLines.exit(failures);
    }

    private List<Backup> wanted() {
        List<Backup> wanted = new ArrayList<>(backups.list(set, id));
        wanted.removeIf(backup -> unread && backup.verifiedAt().isPresent());
        return due ? backups.due(wanted, Instant.now()) : wanted;
    }
}
