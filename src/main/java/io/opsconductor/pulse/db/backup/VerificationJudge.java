package io.opsconductor.pulse.db.backup;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges whether the newest backup is one: a bad one beside an older good one is a broken promise too, though the older
 * one still counts for the recovery point.
 */
final class VerificationJudge {
    static final String ID = "backup.verified";
    private static final String TARGET = "the newest one";

    private VerificationJudge() {}

    static Finding judge(BackupTarget target, List<Backup> backups) {
        List<Backup> verified = backups.stream().filter(Backup::verified).toList();
        String measured = verified.size() + " of " + backups.size() + " verified";
        if (backups.isEmpty()) {
            return new Finding(
                    ID,
                    Severity.CRITICAL,
                    target.set(),
                    measured,
                    TARGET,
                    "there is no backup to rely on",
                    take(target));
        }
        Instant newestVerified = verified.stream()
                .map(VerificationJudge::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return backups.stream()
                .filter(backup -> !backup.verified() && time(backup).isAfter(newestVerified))
                .max(Comparator.comparing(VerificationJudge::time).thenComparing(Backup::id))
                .map(bad -> bad(target, bad, measured))
                .orElseGet(
                        () -> Finding.ok(ID, target.set(), measured, TARGET, "the newest backup was read to its end"));
    }

    private static Finding bad(BackupTarget target, Backup bad, String measured) {
        boolean dated = time(bad).isBefore(Instant.MAX);
        return new Finding(
                ID,
                Severity.CRITICAL,
                target.set(),
                measured,
                TARGET,
                "backup " + bad.id() + " is not verified: " + bad.doubt().orElse(""),
                dated ? take(target) : "find out what " + bad.path() + " is, and move it elsewhere");
    }

    private static String take(BackupTarget target) {
        return "pulse-db backup take " + target.set();
    }

    /** What tells no time may be the newest. */
    private static Instant time(Backup backup) {
        return backup.snapshotTime().or(() -> BackupId.time(backup.id())).orElse(Instant.MAX);
    }
}
