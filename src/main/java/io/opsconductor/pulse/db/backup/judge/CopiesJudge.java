package io.opsconductor.pulse.db.backup.judge;

import java.util.List;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/** Judges whether there are enough verified backups: one alone is one bad disk block away from none. */
public final class CopiesJudge {
    static final String ID = "backup.copies";

    private CopiesJudge() {}

    public static Finding judge(BackupTarget target, List<Backup> backups) {
        int copies = VerifiedBackups.newestFirst(backups).size();
        int least = target.rotation().minCopies();
        String promised = least + " or more";
        if (copies >= least) {
            return Finding.ok(ID, target.set(), Integer.toString(copies), promised, "there are enough verified backups")
                    .figure(Figure.count(copies).limit(least));
        }
        Finding few = Finding.of(
                        copies == 0 ? Severity.CRITICAL : Severity.WARNING,
                        ID,
                        target.set(),
                        Counted.of(copies, "verified backup") + ", min-copies is " + least
                                + "; copies with the same snapshot count once")
                .measured(Integer.toString(copies))
                .target(promised)
                .figure(Figure.count(copies).limit(least))
                .cure(target.cure());
        return NewerFormat.or(few, backups);
    }
}
