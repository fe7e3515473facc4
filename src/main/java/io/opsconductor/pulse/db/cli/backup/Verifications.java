package io.opsconductor.pulse.db.cli.backup;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.VerificationReport;
import io.opsconductor.pulse.db.report.VerificationReport.Verified;
import jakarta.inject.Singleton;

/** Backups read to their end, one after the other, and what was found. */
@Singleton
class Verifications {
    private final CommonOptions options;
    private final Backups backups;

    Verifications(CommonOptions options, Backups backups) {
        this.options = options;
        this.backups = backups;
    }

    /** @return the exit code */
    int of(List<Backup> wanted) {
        List<Verified> done = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        FailureLines.each(wanted, failures, backup -> {
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
}
