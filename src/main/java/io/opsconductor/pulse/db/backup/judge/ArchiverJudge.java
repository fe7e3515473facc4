package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges how much would be lost if the server's disk went now and only the archived log were left: what was written since
 * the last segment was archived. On a server where nothing is written nothing can be lost, however long ago that was.
 * That a base backup lies there to replay the log upon is for another set to tell.
 */
public final class ArchiverJudge {
    static final String ID = "backup.wal";
    /** A new segment begins with a header of 40 bytes; no record is in it yet. */
    private static final long NOTHING_WRITTEN = 40;

    private final BackupTarget target;
    private final Archiver archiver;

    private ArchiverJudge(BackupTarget target, Archiver archiver) {
        this.target = target;
        this.archiver = archiver;
    }

    public static Finding judge(BackupTarget target, Archiver archiver) {
        return new ArchiverJudge(target, archiver).judge();
    }

    private Finding judge() {
        if (archiver.inRecovery()) {
            return finding(
                    Severity.UNKNOWN,
                    "",
                    "this is a standby, which does not tell how far its primary has archived",
                    Remedy.text("check the primary: set DATABASE_URL to it"));
        }
        if (!archiver.archiving()) {
            return finding(
                    Severity.CRITICAL,
                    "",
                    "the server archives no log",
                    Remedy.text("set archive_mode=on and archive_command")
                            .or(Remedy.text("set " + target.variable("expected") + "=false")));
        }
        if (archiver.lastArchived().isEmpty()) {
            return finding(
                    Severity.CRITICAL,
                    "",
                    "nothing was archived yet" + failures(),
                    Remedy.sql("SELECT pg_catalog.pg_switch_wal();"));
        }
        Duration age = Duration.between(archiver.lastArchived().get(), archiver.now());
        Duration lost = age.isNegative() ? Duration.ZERO : age;
        Figure figure = Figure.seconds(lost);
        return aged(lost).figure(target.rpo().map(figure::limit).orElse(figure));
    }

    private Finding aged(Duration age) {
        String measured = Durations.text(age);
        String last = "segment " + archiver.lastSegment().orElse("") + " was archived " + measured + " ago";
        boolean idle =
                archiver.bytesSince().isPresent() && archiver.bytesSince().getAsLong() <= NOTHING_WRITTEN;
        if (target.rpo().isEmpty()) {
            return finding(
                    Severity.WARNING,
                    measured,
                    last + ", and no rpo is set for this set",
                    Remedy.text("set " + target.variable("rpo") + ", for instance to 15m"));
        }
        if (age.compareTo(target.rpo().get()) > 0 && !idle) {
            return finding(
                    Severity.CRITICAL,
                    measured,
                    last + ", and " + since() + "what was written since would be lost" + failures(),
                    Remedy.text(
                            "see the server's log for what archive_command says; on a quiet server set archive_timeout"));
        }
        if (archiver.failing()) {
            return finding(
                    Severity.WARNING,
                    measured,
                    "archiving fails: " + last + failures(),
                    Remedy.text("see the server's log for what archive_command says"));
        }
        Optional<Duration> timeout = archiver.archiveTimeout();
        if (timeout.isEmpty() || timeout.get().compareTo(target.rpo().get()) > 0) {
            return finding(
                    Severity.WARNING,
                    measured,
                    "a segment that is not full is archived "
                            + timeout.map(time -> "only after " + Durations.text(time))
                                    .orElse("never")
                            + ": on a quiet day the recovery point will be missed",
                    Remedy.sql("ALTER SYSTEM SET archive_timeout = '"
                            + Math.max(1, target.rpo().get().toSeconds() / 2)
                            + "s'; SELECT pg_catalog.pg_reload_conf();"));
        }
        return finding(Severity.OK, measured, idle ? last + ", and nothing was written since" : last, Remedy.NONE);
    }

    private String since() {
        return archiver.bytesSince().isPresent()
                ? Bytes.text(archiver.bytesSince().getAsLong()) + " of log are not archived: "
                : "";
    }

    private String failures() {
        return archiver.failing() ? "; the last attempt failed (" + archiver.failures() + " failures so far)" : "";
    }

    private Finding finding(Severity severity, String measured, String message, Remedy remedy) {
        return Finding.of(severity, ID, target.set(), message)
                .measured(measured)
                .target(target.objective())
                .cure(remedy);
    }
}
