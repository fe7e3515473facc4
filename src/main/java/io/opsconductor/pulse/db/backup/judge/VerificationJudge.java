package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Encryption;
import io.opsconductor.pulse.db.backup.set.Verification.How;
import io.opsconductor.pulse.db.backup.store.BackupId;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges whether the newest backup is one: a bad one beside an older good one is a broken promise too, though the older
 * one still counts for the recovery point.
 */
public final class VerificationJudge {
    static final String ID = "backup.verified";
    private static final String TARGET = "the newest one";

    private VerificationJudge() {}

    /**
     * @param every how old the newest backup's last verification may be
     * @param encryptTo the public keys of those who are to read the next backup; none when it is not to be encrypted
     */
    public static Finding judge(
            BackupTarget target, List<Backup> backups, Duration every, List<String> encryptTo, Instant now) {
        List<Backup> verified = backups.stream().filter(Backup::verified).toList();
        String measured = verified.size() + " of " + backups.size() + " verified";
        if (backups.isEmpty()) {
            return Finding.critical(ID, target.set(), "there is no backup to rely on")
                    .measured(measured)
                    .target(TARGET)
                    .cure(target.cure());
        }
        Backup newest = backups.stream()
                .max(Comparator.comparing(VerificationJudge::time)
                        .thenComparing(Backup::verified)
                        .thenComparing(Backup::id))
                .orElseThrow();
        if (!newest.verified()) {
            return bad(target, newest, measured);
        }
        return unreadable(target, newest, encryptTo)
                .map(finding -> finding.measured(measured).target(TARGET))
                .orElseGet(() -> good(target, newest, measured, every, now));
    }

    private static Optional<Finding> unreadable(BackupTarget target, Backup newest, List<String> encryptTo) {
        return Encryption.unlike(encryptTo, newest.encryptedTo())
                .map(reason -> Finding.warning(ID, target.set(), "backup " + newest.id() + reason)
                        .cure(target.cure().note("older ones stay as they are until rotation removes them")));
    }

    private static Finding good(BackupTarget target, Backup newest, String measured, Duration every, Instant now) {
        Optional<Duration> age = newest.verifiedAt().map(time -> Duration.between(time, now));
        if (newest.verifiedAt().filter(time -> ClockSkew.isFuture(time, now)).isPresent()) {
            return Finding.warning(
                            ID,
                            target.set(),
                            "backup " + newest.id() + looked(newest)
                                    + Durations.text(age.get().abs())
                                    + " from now: a clock was wrong, and when is not known")
                    .measured(measured)
                    .target(TARGET + ", every " + Durations.text(every))
                    .cure(Remedy.command("pulse-db backup verify " + target.set()));
        }
        if (newest.how() == How.OUTDATED) {
            return Finding.warning(
                            ID,
                            target.set(),
                            "the files of backup " + newest.id()
                                    + " were changed, copied or given other rights after it was last verified: whether it is"
                                    + " still whole is not known")
                    .measured(measured + ", before it changed")
                    .target(TARGET)
                    .cure(Remedy.command("pulse-db backup verify " + target.set()));
        }
        if (age.isPresent() && age.get().compareTo(every) > 0) {
            return Finding.warning(
                            ID,
                            target.set(),
                            "backup " + newest.id() + looked(newest) + Durations.text(age.get())
                                    + " ago: whether it is still whole is not known")
                    .measured(measured + ", " + Durations.text(age.get()) + " ago")
                    .target(TARGET + ", every " + Durations.text(every))
                    .figure(Figure.seconds(age.get()).limit(every))
                    .cure(Remedy.command("pulse-db backup verify " + target.set()));
        }
        Finding good = Finding.ok(
                ID,
                target.set(),
                measured,
                TARGET,
                newest.how() == How.READ
                        ? "the newest backup was read to its end"
                        : "the newest backup is by its checksums what was read to its end when it was taken");
        return age.map(seen -> good.figure(Figure.seconds(seen).limit(every))).orElse(good);
    }

    private static String looked(Backup newest) {
        return newest.how() == How.READ ? " was last read to its end " : " was last proved by its checksums ";
    }

    private static Finding bad(BackupTarget target, Backup bad, String measured) {
        // A dump of another tool's may tell its time once it was read.
        boolean dated = time(bad).isBefore(Instant.MAX) || target.foreign().isPresent() && bad.unread();
        return Finding.of(
                        bad.newer() ? Severity.UNKNOWN : bad.unread() ? Severity.WARNING : Severity.CRITICAL,
                        ID,
                        target.set(),
                        "backup " + bad.id() + " is not verified: "
                                + bad.problem().orElse(""))
                .measured(measured)
                .target(TARGET)
                .cure(
                        bad.newer()
                                ? NewerFormat.REMEDY
                                : dated
                                        ? target.cure()
                                        : Remedy.text("find out what " + bad.where() + " is, and move it elsewhere"));
    }

    /** What tells no time may be the newest. */
    private static Instant time(Backup backup) {
        return backup.snapshotTime().or(() -> BackupId.time(backup.id())).orElse(Instant.MAX);
    }
}
