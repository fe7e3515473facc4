package io.opsconductor.pulse.db.backup.store;

import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryLock;
import io.opsconductor.pulse.db.postgres.lock.LockHolder;
import io.opsconductor.pulse.db.postgres.lock.Pooler;

/**
 * Lets one run at a time back up a set of one database, wherever it writes. {@link SetLock} guards the directory, but not
 * on every network volume do two machines see each other's file locks; the database sees both. Behind a pooler it cannot
 * be had, and the file lock has to do.
 */
public final class SetSessionLock implements AutoCloseable {
    private final Optional<AdvisoryLock> lock;

    private SetSessionLock(Optional<AdvisoryLock> lock) {
        this.lock = lock;
    }

    public static String name(BackupTarget target) {
        return "pulse-db backup " + target.set();
    }

    /**
     * @throws PulseFailure (usage) behind a pooler in transaction mode: its other clients would get the empty search path that
     *     pg_dump sets; (failed) when a role that has no say in the database holds it, (not now) when another run holds it or the database is unreachable
     */
    public static SetSessionLock take(Database database, BackupTarget target) {
        AdvisoryLock.Result result = AdvisoryLock.attempt(database, name(target));
        if (result.attempt() == AdvisoryLock.Attempt.HELD_BY_ANOTHER) {
            result.holder().filter(LockHolder::unprivileged).ifPresent(blocker -> {
                throw blocker.failure("the lock of the backup set " + target.set());
            });
            throw PulseFailure.notNow(
                    "a backup of the set " + target.set() + " is being taken already, into another directory or by"
                            + " another machine"
                            + result.holder()
                                    .map(holder -> ": " + holder.text())
                                    .orElse(""),
                    "try again when it has ended",
                    null);
        }
        if (result.attempt() == AdvisoryLock.Attempt.NOT_POSSIBLE) {
            Pooler.refuse(database);
        }
        return new SetSessionLock(result.lock());
    }

    @Override
    public void close() {
        lock.ifPresent(AdvisoryLock::close);
    }
}
