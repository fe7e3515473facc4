package io.opsconductor.pulse.db.backup;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/** Judges whether there are enough verified backups: one alone is one bad disk block away from none. */
final class CopiesJudge {
    static final String ID = "backup.copies";

    private CopiesJudge() {}

    static Finding judge(BackupTarget target, List<Backup> backups) {
        int copies = VerifiedBackups.newestFirst(backups).size();
        int least = target.rotation().minCopies();
        String promised = least + " or more";
        if (copies >= least) {
            return Finding.ok(
                    ID, target.set(), Integer.toString(copies), promised, "there are enough verified backups");
        }
        return new Finding(
                ID,
                copies == 0 ? Severity.CRITICAL : Severity.WARNING,
                target.set(),
                Integer.toString(copies),
                promised,
                "there are fewer verified backups than there must be; a copy of one with the same snapshot is none",
                target.cure());
    }
}
