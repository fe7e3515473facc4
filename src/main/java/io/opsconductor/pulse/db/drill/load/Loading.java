package io.opsconductor.pulse.db.drill.load;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.restore.Restorables;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** Does the steps of a {@link LoadPlan}. It ends at the first error: a restore with errors does not count. */
public interface Loading {
    /**
     * @param url of the database to fill, with the role that is to do it
     * @param superuser whether that is one, which may tell its sessions that a restore goes on; the others hear it of the
     *     database
     * @param scratch whether the database is to be dropped: it publishes and subscribes to nothing, and its server may lack
     *     the tablespaces
     * @throws PulseFailure with the first error: (failed), or (not now) when it is said to be the server's fault
     */
    void load(DatabaseUrl url, boolean superuser, boolean scratch, LoadPlan.Step step) throws InterruptedException;

    /** What can read that backup. */
    static Loading of(Restorables restorables, Restorable backup, ArchiveToc toc) {
        return backup.script().isPresent() ? new ScriptLoading(restorables, backup, toc) : new PgRestore(backup, toc);
    }
}
