package io.opsconductor.pulse.db.backup.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.LockHolder;
import jakarta.inject.Singleton;

/** {@code backup.lock}: whether a role that has no say in the database keeps backups from being taken. */
@Singleton
public class BackupLockCheck extends Check.OfflineCheck {
    private static final String ID = "backup.lock";

    private final BackupSets sets;

    BackupLockCheck(BackupSets sets) {
        super("backups", ID);
        this.sets = sets;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        if (database.isMissing()) {
            return List.of();
        }
        List<BackupTarget> ours =
                sets.of(database).stream().filter(BackupTarget::ours).toList();
        return ours.isEmpty()
                ? List.of()
                : BackupLockCatalog.read(database, ours).entrySet().stream()
                        .map(set -> judge(set.getKey(), set.getValue()))
                        .toList();
    }

    /** Pure. */
    static Finding judge(String set, Optional<LockHolder> holder) {
        return holder.filter(LockHolder::unprivileged)
                .map(blocker -> Finding.critical(
                                ID, set, "its lock is held by " + blocker.text() + ": no backup can be taken")
                        .measured("held by role " + blocker.role())
                        .target("held by runs of pulse-db only")
                        .cure(Remedy.sql(blocker.remedy()).note("then ask who uses role " + blocker.role())))
                .orElseGet(() -> Finding.ok(
                        ID,
                        set,
                        holder.isPresent() ? "held by a run" : "free",
                        "held by runs of pulse-db only",
                        holder.map(run -> "a run takes a backup: " + run.text())
                                .orElse("no session holds the lock of its backups")));
    }
}
