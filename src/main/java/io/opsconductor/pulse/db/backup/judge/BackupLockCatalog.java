package io.opsconductor.pulse.db.backup.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.store.SetSessionLock;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryKey;
import io.opsconductor.pulse.db.postgres.lock.LockHolder;

/** Reads who holds the locks by which runs keep each other from backing up a set at once. */
final class BackupLockCatalog {
    private BackupLockCatalog() {}

    /** By set, in their order. */
    static Map<String, Optional<LockHolder>> read(Database database, List<BackupTarget> targets) {
        Map<String, Optional<LockHolder>> holders = new LinkedHashMap<>();
        return database.read(connection -> {
            for (BackupTarget target : targets) {
                AdvisoryKey key = AdvisoryKey.named(connection, SetSessionLock.name(target));
                holders.put(target.set(), key.holder(connection));
            }
            return holders;
        });
    }
}
