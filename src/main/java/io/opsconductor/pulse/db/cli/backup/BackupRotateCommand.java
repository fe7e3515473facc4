package io.opsconductor.pulse.db.cli.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.store.Rotator;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.RotationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db backup rotate}. */
@Command(
        name = "rotate",
        header = "Remove the backups and copies that no keep-* rule keeps, and say why each stays or goes.",
        footer = "  pulse-db backup rotate daily --dry-run%n  pulse-db backup rotate")
class BackupRotateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; default all of them.")
    Optional<String> set = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would be done; remove nothing.")
    boolean dryRun;

    private final CommonOptions options;
    private final Backups backups;
    private final Rotator rotator;
    private final CopyCommands copies;

    BackupRotateCommand(CommonOptions options, Backups backups, Rotator rotator, CopyCommands copies) {
        this.options = options;
        this.backups = backups;
        this.rotator = rotator;
        this.copies = copies;
    }

    /** A set that fails keeps no other from being rotated; the first failure decides the exit code. */
    @Override
    public Integer call() {
        List<Rotation> rotations = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        FailureLines.each(backups.chosen(set), failures, name -> {
            Rotation rotation = dryRun ? rotator.plan(name) : rotator.rotate(name);
            rotations.add(rotation);
            failures.addAll(rotation.failures());
            copies.rotate(name, dryRun, rotations, failures);
        });
        options.report(
                !dryRun && failures.isEmpty(),
                () -> RotationReport.table(rotations),
                () -> RotationReport.json(rotations, failures));
        return FailureLines.exit(failures);
    }
}
