package io.opsconductor.pulse.db.cli.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.Copies;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.BackupReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db backup copy}. */
@Command(
        name = "copy",
        header = "Send verified backups to their copies elsewhere, as far as they are not there yet.",
        footer = "  pulse-db backup copy daily --init%n  pulse-db backup copy")
class BackupCopyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; default all that are copied.")
    Optional<String> set = Optional.empty();

    @Option(names = "--init", description = "First try with a small object whether the store does what copies need.")
    boolean init;

    private final CommonOptions options;
    private final Backups backups;
    private final Copies copies;

    BackupCopyCommand(CommonOptions options, Backups backups, Copies copies) {
        this.options = options;
        this.backups = backups;
        this.copies = copies;
    }

    /** A place that fails keeps no other from being copied to; the first failure decides the exit code. */
    @Override
    public Integer call() {
        List<CopyTarget> places = copies.chosen(backups.chosen(set));
        List<Copy> sent = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        FailureLines.each(places, failures, place -> {
            if (init) {
                options.progress().notes().println(BackupReport.abilities(place, copies.init(place)));
            }
            sent.addAll(copies.copy(place, new BackupLines(options.progress()), failures));
        });
        options.report(
                failures.isEmpty(),
                () -> BackupReport.copies(sent, "nothing was copied", copy -> Optional.empty(), Instant.now()),
                () -> BackupReport.copiesJson(sent, failures, copy -> Optional.empty()));
        return FailureLines.exit(failures);
    }
}
