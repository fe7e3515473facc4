package io.opsconductor.pulse.db.backup.judge;

import java.util.List;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/**
 * Judges whether the newest verified backup is suddenly smaller than usual: a dump can be read to its end and yet be that
 * of an emptied database.
 */
public final class SizeJudge {
    static final String ID = "backup.size";
    /** With fewer to compare with, nothing is usual yet. */
    private static final int LEAST = 2;

    private SizeJudge() {}

    public static Finding judge(BackupTarget target, List<Backup> backups) {
        List<Backup> verified = VerifiedBackups.newestFirst(backups);
        if (verified.size() <= LEAST) {
            return Finding.ok(
                    ID,
                    target.set(),
                    verified.isEmpty() ? "" : Bytes.text(verified.get(0).bytes()),
                    "",
                    "too few verified backups to tell what is usual");
        }
        long newest = verified.get(0).bytes();
        long usual = VerifiedBackups.median(verified.subList(1, verified.size()), Backup::bytes)
                .orElseThrow();
        // In double, for a size times 100 may overflow.
        double least = usual * (100.0 - target.shrinkPercent()) / 100;
        String promised = "at least " + Bytes.text((long) least);
        if (newest >= least) {
            return Finding.ok(ID, target.set(), Bytes.text(newest), promised, "the newest backup is as large as usual")
                    .figure(Figure.bytes(newest).limit((long) least));
        }
        long percent = Math.round(100.0 * (usual - newest) / usual);
        return Finding.warning(
                        ID,
                        target.set(),
                        "backup " + verified.get(0).id() + " is " + percent + " % smaller than usual ("
                                + Bytes.text(usual) + "): something may have been deleted")
                .measured(Bytes.text(newest))
                .target(promised)
                .figure(Figure.bytes(newest).limit((long) least))
                .cure(Remedy.text("compare the rows in its manifest with those of "
                        + verified.get(1).where() + "; if it is right, a few more backups make it usual"));
    }
}
