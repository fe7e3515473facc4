package io.opsconductor.pulse.db.timescale.extension;

/**
 * The table in which the server keeps the locks of all its sessions.
 *
 * @param locksPerTransaction {@code max_locks_per_transaction}
 * @param sessions how many the server has room for: those of clients, its own workers, and prepared transactions
 * @param tables those of users and of TimescaleDB in this database, chunks included: pg_dump locks each, and no index of them
 */
public record LockTable(String database, long locksPerTransaction, long sessions, long tables) {
    /** As far as one transaction may fill the table: sessions of others need their part. */
    private static final double ENOUGH = 0.5;

    /**
     * The locks that it is made for. The server finds room for some more in spare shared memory, until that is gone.
     *
     * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/storage/lmgr/lock.c">NLOCKENTS</a>
     */
    public long slots() {
        return locksPerTransaction * sessions;
    }

    public boolean leavesRoomBeside(long locks) {
        return locks <= slots() * ENOUGH;
    }

    /** The {@code max_locks_per_transaction} with which {@link #leavesRoomBeside} holds. */
    public long neededFor(long locks) {
        return (long) Math.ceil(locks / ENOUGH / sessions);
    }
}
