package io.opsconductor.pulse.db.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges how much would be lost if the database went now: the age of the newest verified backup's snapshot. Names of
 * directories and times of files say nothing about that, and are not looked at.
 */
final class RecoveryPointJudge {
    static final String ID = "backup.recovery-point";
    /** Clocks of two machines may differ so far; a snapshot further ahead means that one of them is wrong. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private RecoveryPointJudge() {}

    static Finding judge(BackupTarget target, List<Backup> backups, Instant now) {
        Optional<Backup> newest = backups.stream()
                .filter(Backup::verified)
                .max(Comparator.comparing(backup -> backup.snapshotTime().orElseThrow()));
        String promised = target.rpo().map(Durations::text).orElse("");
        if (newest.isEmpty()) {
            String message = backups.isEmpty()
                    ? "there is no backup in " + target.path()
                    : "none of the " + backups.size() + " backups in " + target.path() + " is verified";
            return new Finding(
                    ID, Severity.CRITICAL, target.set(), "", promised, message, "pulse-db backup take " + target.set());
        }
        Duration age = Duration.between(newest.get().snapshotTime().orElseThrow(), now);
        if (age.compareTo(CLOCK_SKEW.negated()) < 0) {
            return new Finding(
                    ID,
                    Severity.UNKNOWN,
                    target.set(),
                    "",
                    promised,
                    "the snapshot of backup " + newest.get().id() + " lies " + Durations.text(age.negated())
                            + " in the future: a clock is wrong",
                    "compare this machine's clock with the database's; if the database's was wrong, remove "
                            + newest.get().path());
        }
        return aged(target, newest.get(), age.isNegative() ? Duration.ZERO : age);
    }

    private static Finding aged(BackupTarget target, Backup newest, Duration age) {
        String measured = Durations.text(age);
        String recoverable = "the newest verified backup is " + newest.id();
        if (target.rpo().isEmpty()) {
            return new Finding(
                    ID,
                    Severity.WARNING,
                    target.set(),
                    measured,
                    "",
                    recoverable + ", but nobody decided how old it may be",
                    "set " + target.variable("rpo") + ", for instance to 24h");
        }
        Duration rpo = target.rpo().get();
        if (age.compareTo(rpo) > 0) {
            return new Finding(
                    ID,
                    Severity.CRITICAL,
                    target.set(),
                    measured,
                    Durations.text(rpo),
                    recoverable + ": what was written in the last " + measured + " would be lost",
                    "pulse-db backup take " + target.set());
        }
        return Finding.ok(ID, target.set(), measured, Durations.text(rpo), recoverable);
    }
}
