package io.opsconductor.pulse.db.backup.judge;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Asks the server how its archiving of the log stands, for the sets that stand for it. */
@Singleton
public class WalCheck extends Check {
    private final BackupSets sets;

    WalCheck(BackupSets sets) {
        super("backups", ArchiverJudge.ID);
        this.sets = sets;
    }

    /** Where no set is one of the log, backups are judged without a database. */
    @Override
    public boolean needsDatabase() {
        return !targets().isEmpty();
    }

    /** The sets belong to the main database. */
    @Override
    public boolean once() {
        return true;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        List<BackupTarget> targets = targets();
        if (targets.isEmpty()) {
            return List.of();
        }
        Archiver archiver = ArchiverCatalog.read(database);
        return targets.stream()
                .map(target -> ArchiverJudge.judge(target, archiver))
                .toList();
    }

    private List<BackupTarget> targets() {
        return sets.all().stream()
                .filter(target -> target.kind() == BackupKind.WAL)
                .toList();
    }
}
