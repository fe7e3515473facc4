package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.backup.store.BackupId;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges how much would be lost if the database went now: the age of the newest verified backup's snapshot. Names of
 * directories and times of files say nothing about that, and are not looked at.
 */
public final class RecoveryPointJudge {
    static final String ID = "backup.recovery-point";

    private final BackupTarget target;
    private final List<Backup> verified;
    private final Instant now;

    private RecoveryPointJudge(BackupTarget target, List<Backup> verified, Instant now) {
        this.target = target;
        this.verified = verified;
        this.now = now;
    }

    public static Finding judge(BackupTarget target, List<Backup> backups, Instant now) {
        List<Backup> verified = VerifiedBackups.newestFirst(backups);
        Instant known = verified.stream().findFirst().map(VerifiedBackups::time).orElse(Instant.MIN);
        return NewerFormat.or(
                judge(target, backups, verified, now),
                // A forecast asks this at thousands of instants, and a name that tells no time costs much.
                backups.stream()
                        .filter(Backup::newer)
                        .filter(backup -> BackupId.time(backup.id()).orElse(now).isAfter(known))
                        .toList());
    }

    private static Finding judge(BackupTarget target, List<Backup> backups, List<Backup> verified, Instant now) {
        if (verified.isEmpty()) {
            String message = backups.isEmpty()
                    ? "there is no backup in " + target.where()
                    : "none of the " + backups.size() + " backups in " + target.where() + " is verified";
            Finding none = Finding.critical(ID, target.set(), message)
                    .target(target.objective())
                    .cure(target.cure());
            return target.rpo().map(rpo -> none.figure(Figure.unmeasured(rpo))).orElse(none);
        }
        return new RecoveryPointJudge(target, verified, now).newest();
    }

    private Finding newest() {
        Backup newest = verified.get(0);
        Duration ahead = Duration.between(now, VerifiedBackups.time(newest));
        if (ahead.compareTo(ClockSkew.ALLOWED) > 0) {
            return finding(
                    Severity.UNKNOWN,
                    "",
                    "the snapshot of backup " + newest.id() + " lies " + Durations.text(ahead)
                            + " in the future: a clock is wrong",
                    Remedy.text("compare this machine's clock with the database's; if the database's was wrong, remove "
                            + newest.where()));
        }
        // A database whose clock was ahead makes its backups look younger than they are: the older time counts.
        Duration hidden = newest.clockAhead().compareTo(ClockSkew.ALLOWED) > 0 ? newest.clockAhead() : Duration.ZERO;
        Instant recoveryPoint = VerifiedBackups.time(newest).minus(hidden);
        Duration age = Duration.between(recoveryPoint, now);
        Duration lost = age.isNegative() ? Duration.ZERO : age;
        Figure figure = Figure.seconds(lost);
        return aged(newest, recoveryPoint, lost)
                .figure(target.rpo().map(figure::limit).orElse(figure));
    }

    private Finding aged(Backup newest, Instant recoveryPoint, Duration age) {
        String measured = Durations.text(age);
        String recoverable = "the newest verified backup is " + newest.id();
        if (target.rpo().isEmpty()) {
            return finding(
                    Severity.WARNING,
                    measured,
                    recoverable + ", and no rpo is set for this set",
                    Remedy.text("set " + target.variable("rpo") + ", for instance to 24h"));
        }
        if (age.compareTo(target.rpo().get()) > 0) {
            return finding(
                    Severity.CRITICAL,
                    measured,
                    recoverable + ": what was written in the last " + measured + " would be lost",
                    target.cure());
        }
        if (newest.clockAhead().abs().compareTo(ClockSkew.ALLOWED) > 0) {
            return finding(
                    Severity.WARNING,
                    measured,
                    recoverable + ", but when it was taken the database's clock was "
                            + Durations.text(newest.clockAhead().abs())
                            + (newest.clockAhead().isNegative() ? " behind" : " ahead of") + " this program's",
                    Remedy.text("set both clocks right, by NTP"));
        }
        return missedSoon(recoveryPoint.plus(target.rpo().get()), measured)
                .orElseGet(() -> finding(Severity.OK, measured, recoverable, Remedy.NONE));
    }

    /** Warns while there is time: when the next backup will not be there before the newest one is too old. */
    private Optional<Finding> missedSoon(Instant breach, String measured) {
        Duration takes = VerifiedBackups.usualDuration(verified);
        return nextRun(takes)
                .filter(run -> run.plus(takes).isAfter(breach))
                .map(run -> finding(
                        Severity.WARNING,
                        measured,
                        "will be missed at " + minute(breach) + ": the next backup is due at " + minute(run)
                                + (takes.isZero() ? "" : " and takes about " + Durations.text(takes)),
                        target.cure()));
    }

    /** The run under way, if it can be, for twice the usual time; otherwise the next one. */
    private Optional<Instant> nextRun(Duration takes) {
        return target.schedule().flatMap(schedule -> schedule.last(now)
                .filter(run -> run.isAfter(VerifiedBackups.time(verified.get(0)))
                        && run.plus(takes.multipliedBy(2)).isAfter(now))
                .or(() -> schedule.next(now)));
    }

    private Finding finding(Severity severity, String measured, String message, Remedy remedy) {
        return Finding.of(severity, ID, target.set(), message)
                .measured(measured)
                .target(target.objective())
                .cure(remedy);
    }

    private static Instant minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }
}
