package io.opsconductor.pulse.db.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.backup.Backup;
import io.opsconductor.pulse.db.backup.BackupProgress;
import io.opsconductor.pulse.db.backup.Rotation;
import io.opsconductor.pulse.db.backup.Verification;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.drill.DrillProgress;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.BackupReport;
import io.opsconductor.pulse.db.report.DrillReport;
import io.opsconductor.pulse.db.report.RotationReport;
import io.opsconductor.pulse.db.report.VerificationReport.Verified;
import io.opsconductor.pulse.db.schedule.RunListener;

/** What the long-running mode does, as lines with their time on standard error; reports go where reports go. */
final class RunLines implements RunListener {
    private final PrintStream out;
    private final Consumer<CheckupResult> report;
    private final BackupProgress backups;

    RunLines(PrintStream out, Consumer<CheckupResult> report, BackupProgress backups) {
        this.out = out;
        this.report = report;
        this.backups = backups;
    }

    @Override
    public void scheduled(String work, String when) {
        line(work + " scheduled: " + when);
    }

    @Override
    public void checked(CheckupResult result) {
        line("checked: worst is " + result.worst().word());
        report.accept(result);
    }

    @Override
    public void backedUp(Backup backup) {
        line("backed up:");
        BackupReport.table(List.of(backup)).lines().forEach(out::println);
    }

    @Override
    public void rotated(Rotation rotation) {
        if (rotation.count(Rotation.Fate.REMOVED) > 0) {
            line("rotated " + RotationReport.summary(rotation));
        }
    }

    @Override
    public void failed(String work, PulseFailure failure) {
        line(work + " failed: " + failure.getMessage() + (failure.remedy().isEmpty() ? "" : " -> " + failure.remedy()));
    }

    @Override
    public void leftOut(String work) {
        line(work + " left out: the one before still runs");
    }

    @Override
    public void stopping(Duration within) {
        line("stopping; work under way is given " + Durations.text(within));
    }

    @Override
    public void verified(Backup backup, Verification verification) {
        new Verified(backup, verification)
                .failure()
                .ifPresentOrElse(
                        failure -> failed("verification of " + backup.set(), failure),
                        () -> line("verified " + backup.set() + " " + backup.id() + " in "
                                + Durations.text(verification.took())));
    }

    @Override
    public void drilled(DrillResult drill) {
        line("drilled:");
        DrillReport.table(drill).lines().forEach(out::println);
    }

    @Override
    public DrillProgress drillProgress() {
        return new DrillLines(out, "drill");
    }

    @Override
    public BackupProgress backupProgress() {
        return backups;
    }

    private void line(String text) {
        out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }
}
