package io.opsconductor.pulse.db.cli.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.OpenFindings;
import io.opsconductor.pulse.db.drill.DrillProgress;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.metrics.Notifier;
import io.opsconductor.pulse.db.metrics.NotifySettings;
import io.opsconductor.pulse.db.report.RotationReport;
import io.opsconductor.pulse.db.report.RunLine;
import io.opsconductor.pulse.db.report.RunReport;
import io.opsconductor.pulse.db.report.VerificationReport.Verified;
import io.opsconductor.pulse.db.schedule.RunListener;

/** What the long-running mode does, event by event: after the first report only what has changed. */
final class RunLines implements RunListener, AutoCloseable {
    private final Consumer<RunLine> log;
    private final Clock clock;
    private final Map<String, Object> phases = new ConcurrentHashMap<>();
    private OpenFindings open = OpenFindings.NONE;
    private final Consumer<CheckupResult> told;
    private final Notifier notify;
    private CheckupResult last;

    /** @param told each checkup, before its lines are written */
    RunLines(Consumer<RunLine> log, Clock clock, Consumer<CheckupResult> told, NotifySettings notified) {
        this.log = log;
        this.told = told;
        this.clock = clock;
        this.notify = new Notifier(notified, text -> warning("notify", text));
    }

    @Override
    public void began(String work) {
        notify.began(work);
    }

    @Override
    public void ended(String work, boolean well) {
        notify.ended(work, well);
    }

    /** What still waits to be told is told, for a moment. */
    @Override
    public void close() {
        notify.close();
    }

    void info(String event, String text) {
        log.accept(RunReport.info(clock.instant(), event, text));
    }

    void warning(String event, String text) {
        log.accept(RunReport.warning(clock.instant(), event, text));
    }

    @Override
    public void scheduled(String work, String when) {
        info("scheduled", work + " scheduled: " + when);
    }

    @Override
    public void takesNoBackup(boolean sets) {
        info(
                "scheduled",
                "no backup is taken: "
                        + (sets
                                ? "no backup set has a schedule"
                                : "no backup set is configured; pulse-db init proposes one"));
    }

    @Override
    public synchronized void checked(CheckupResult result) {
        told.accept(result);
        OpenFindings.Step step = open.after(result);
        Instant now = clock.instant();
        (last == null ? RunReport.whole(now, result) : RunReport.changes(now, step.changes())).forEach(log);
        log.accept(RunReport.checked(now, result));
        if (!step.changes().isEmpty()) {
            notify.happened("check", RunReport.changed(now, result, step.changes()));
        }
        open = step.open();
        last = result;
    }

    /** The whole report once more, as of the last checkup. */
    synchronized void report() {
        if (last != null) {
            RunReport.whole(clock.instant(), last).forEach(log);
            log.accept(RunReport.checked(clock.instant(), last));
        }
    }

    @Override
    public void backedUp(Backup backup) {
        phases.clear();
        log.accept(RunReport.backedUp(clock.instant(), backup));
    }

    @Override
    public void rotated(Rotation rotation) {
        if (rotation.count(Rotation.Fate.REMOVED) > 0) {
            info("rotated", "rotated " + RotationReport.summary(rotation));
        }
    }

    @Override
    public void failed(String work, PulseFailure failure) {
        phases.clear();
        RunLine line = RunReport.failed(clock.instant(), work, failure);
        log.accept(line);
        notify.happened(work, RunReport.document(line));
    }

    @Override
    public void retrying(String work, Duration pause) {
        info("retry", work + " is tried again in " + Durations.text(pause));
    }

    @Override
    public void leftOut(String work) {
        warning("skipped", work + " skipped: the previous one still runs");
    }

    @Override
    public void stopping(Duration within) {
        info("stopping", "stopping; work in progress has " + Durations.text(within) + " to end");
    }

    @Override
    public void verified(Backup backup, Verification verification, boolean ours) {
        new Verified(backup, verification, ours)
                .failure()
                .ifPresentOrElse(
                        failure -> failed("verification of " + backup.set(), failure),
                        () -> info(
                                "verified",
                                "verified " + backup.set() + " " + backup.id() + " in "
                                        + Durations.text(verification.took())));
    }

    @Override
    public void drilled(DrillResult drill) {
        RunReport.drilled(clock.instant(), drill).forEach(log);
    }

    @Override
    public DrillProgress drillProgress() {
        return new DrillProgress() {
            @Override
            public void reached(String set, Phase phase, long bytes) {
                begun("drill " + set, phase);
            }

            @Override
            public void noted(String set, String line) {
                info("drill", "drill " + set + ": " + line);
            }
        };
    }

    @Override
    public BackupProgress backupProgress() {
        return new BackupProgress() {
            @Override
            public void reached(String set, Phase phase, Reached reached) {
                begun("backup " + set, phase);
            }

            @Override
            public void noted(String set, String line) {
                info("backup", "backup " + set + ": " + line);
            }

            @Override
            public void warned(String set, String line) {
                warning("backup", "backup " + set + ": " + line);
            }
        };
    }

    /** One line when a phase begins; how far it has got is not worth one. */
    private void begun(String work, Enum<?> phase) {
        if (phase != phases.put(work, phase)) {
            info("phase", work + ": " + phase.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }
}
