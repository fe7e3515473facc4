package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.BackupInUse;
import io.opsconductor.pulse.db.backup.Contents.Job;
import io.opsconductor.pulse.db.backup.Restorable;
import io.opsconductor.pulse.db.backup.Restorables;
import io.opsconductor.pulse.db.drill.DrillProgress.Phase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Restores a backup for keeps, into a database that somebody made for it and that is empty. */
@ApplicationScoped
@SuppressWarnings("try") // The mark on the backup serves by being open.
public class Restores {
    private final Restorables restorables;
    private final DrillSettings settings;

    Restores(Restorables restorables, DrillSettings settings) {
        this.restorables = restorables;
        this.settings = settings;
    }

    /**
     * @param source the database that the backups are of; need not be configured or reachable
     * @param allowSource whether that may be the one to restore into
     * @param set may be left out when there is only one
     * @param id the backup's; empty for the newest verified one
     * @throws PulseFailure (usage) when the database is not empty or the server cannot take the backup; (failed) when it
     *     cannot be restored; (not now) when the server is unreachable or the thread was interrupted. The last two may
     *     leave a part of it, and say so.
     */
    public RestoreResult restore(
            Database into,
            Supplier<Database> source,
            boolean allowSource,
            Optional<String> set,
            Optional<String> id,
            DrillProgress progress) {
        try {
            if (!allowSource && isSource(into, source)) {
                throw PulseFailure.usage(
                        "--into=" + into.url().redacted() + " is the database that the backups are of",
                        "name another one, or add --allow-source if it was made anew to be filled");
            }
            Restorable backup = restorables.find(set, id);
            try (BackupInUse reading = BackupInUse.reading(backup.backup().path())) {
                return restore(into, backup, progress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("the restore was interrupted", goOn(into), e);
        }
    }

    private RestoreResult restore(Database into, Restorable backup, DrillProgress progress)
            throws InterruptedException {
        String set = backup.backup().set();
        progress.reached(set, Phase.PREPARING, 0);
        RestorePlan.of(backup, ServerCatalog.read(into), false);
        List<String> occupants = ServerCatalog.occupants(into);
        if (!occupants.isEmpty()) {
            throw PulseFailure.usage(
                    into.url().redacted() + " is not empty: it has " + String.join(", ", occupants),
                    "make an empty database and name it by --into; nothing was changed");
        }
        Duration took = loaded(into, backup, progress);
        progress.reached(set, Phase.COMPARING, 0);
        Restored found = RestoredCatalog.read(into, backup);
        return new RestoreResult(
                set,
                backup.backup().id(),
                into.url().redacted(),
                took,
                found.bytes(),
                RestoredJudge.compared(backup, found),
                RestoredJudge.differences(backup, found),
                found.contents().jobs().stream().filter(Job::scheduled).count(),
                RestoreStore.schedulerRuns(into));
    }

    /** By the URL and, where both can be asked, by the server itself: one server goes by many names. */
    private static boolean isSource(Database into, Supplier<Database> source) {
        try (Database configured = source.get()) {
            if (!configured.name().equals(into.name())) {
                return false;
            }
            Optional<String> server = ServerCatalog.identifierOf(into);
            return configured.url().hosts().equals(into.url().hosts())
                    || server.isPresent() && server.equals(ServerCatalog.identifierOf(configured));
        } catch (PulseFailure notConfigured) {
            return false;
        }
    }

    private Duration loaded(Database into, Restorable backup, DrillProgress progress) throws InterruptedException {
        try {
            return Restorer.restore(backup, into, false, settings.jobs(), progress);
        } catch (PulseFailure failure) {
            throw new PulseFailure(
                    failure.exit(),
                    failure.getMessage(),
                    (failure.remedy().isEmpty() ? "" : failure.remedy() + "; ") + goOn(into),
                    failure);
        }
    }

    private static String goOn(Database into) {
        return into.url().redacted() + " may hold a part of it: drop it, make it again and restore once more";
    }
}
