package io.opsconductor.pulse.db.backup.judge;

import java.util.List;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/** Backups that a newer pulse-db wrote: they may be all that is missing. */
final class NewerFormat {
    static final Remedy REMEDY = Remedy.text("check with the pulse-db that wrote it, or with a newer one");

    private NewerFormat() {}

    /** @return unknown instead of what is not ok, where one of the backups might make it so */
    static Finding or(Finding found, List<Backup> backups) {
        if (found.severity() == Severity.OK || backups.stream().noneMatch(Backup::newer)) {
            return found;
        }
        return Finding.unknown(
                        found.check(),
                        found.subject(),
                        "a newer pulse-db wrote some of the backups; without them, " + found.message())
                .measured(found.measured())
                .target(found.target())
                .cure(REMEDY);
    }
}
