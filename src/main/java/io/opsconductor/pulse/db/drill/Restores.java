package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.DownloadedCopy;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.restore.Restorables;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.drill.DrillProgress.Phase;
import io.opsconductor.pulse.db.drill.Restorer.Loaded;
import io.opsconductor.pulse.db.drill.compare.DatabaseStateCatalog;
import io.opsconductor.pulse.db.drill.compare.NotCompared;
import io.opsconductor.pulse.db.drill.compare.NotRestored;
import io.opsconductor.pulse.db.drill.compare.Restored;
import io.opsconductor.pulse.db.drill.compare.RestoredCatalog;
import io.opsconductor.pulse.db.drill.compare.RestoredJudge;
import io.opsconductor.pulse.db.drill.load.ClosedDatabaseStore;
import io.opsconductor.pulse.db.drill.load.HeldJobs;
import io.opsconductor.pulse.db.drill.load.Loading;
import io.opsconductor.pulse.db.drill.load.TemporaryRolesStore;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSettingCatalog;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryLock;
import io.opsconductor.pulse.db.postgres.lock.Pooler;
import io.opsconductor.pulse.db.postgres.session.HidingSetting;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import jakarta.enterprise.context.ApplicationScoped;

/** Restores a backup for keeps, into an empty database that was made for it. */
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
     * @param allowSource whether the database to restore into may be the one that the backups are of
     * @param holdJobs whether no job is to run there afterwards though everything matches
     * @param set may be left out when there is only one
     * @param id the backup's; empty for the newest verified one
     * @param copy downloads what is restored instead; empty for a backup that is at hand
     */
    public record Request(
            boolean allowSource,
            boolean holdJobs,
            Optional<String> set,
            Optional<String> id,
            Optional<Supplier<DownloadedCopy>> copy) {}

    /**
     * @param source the database that the backups are of; need not be configured or reachable
     * @throws PulseFailure (usage) when the database is not empty or the server cannot take the backup; (failed) when it
     *     cannot be restored; (not now) when the server is unreachable or the thread was interrupted. The last two may
     *     leave a part of it, and say so.
     */
    public RestoreResult restore(Database into, Supplier<Database> source, Request request, DrillProgress progress) {
        try {
            if (!request.allowSource() && isSource(into, source)) {
                throw PulseFailure.usage(
                        "--into=" + into.url().redacted() + " is the database that the backups are of",
                        "name another one, or add --allow-source if it was made anew to be filled");
            }
            try (AdvisoryLock alone = alone(into);
                    DownloadedCopy copy = copy(into, request)) {
                Restorable backup = copy == null
                        ? restorables.find(request.set(), request.id())
                        : restorables.at(copy.set(), copy.backup(), copy.place(), copy.took());
                backup.passedOver()
                        .forEach(line -> progress.noted(backup.backup().set(), "passed over " + line));
                try (Restorable.Held held = backup.held()) {
                    return restore(into, backup, request.holdJobs(), progress);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("the restore was interrupted", goOn(into), e);
        }
    }

    /** Whoever looks into what a failed restore left finds functions that can be called, and nothing of ours. */
    private static void letGo(Restorer restorer, Exception failure) {
        try {
            restorer.abandon();
        } catch (PulseFailure lost) {
            failure.addSuppressed(lost);
        }
    }

    /** An empty database is so for every restore that looks at the same time. Behind a pooler the lock cannot be had. */
    private static AdvisoryLock alone(Database into) {
        AdvisoryLock.Result result = AdvisoryLock.attempt(into, TemporaryRolesStore.LOCK);
        if (result.attempt() == AdvisoryLock.Attempt.HELD_BY_ANOTHER) {
            throw PulseFailure.notNow(
                    into.url().redacted() + " is being restored into already"
                            + result.holder()
                                    .map(holder -> ": " + holder.text())
                                    .orElse(""),
                    "wait until that has ended, or name another database by --into; nothing was changed",
                    null);
        }
        if (result.attempt() == AdvisoryLock.Attempt.NOT_POSSIBLE) {
            Pooler.refuseAny(into);
        }
        return result.lock().orElse(null);
    }

    private static DownloadedCopy copy(Database into, Request request) {
        requireEmpty(into);
        ServerCatalog.requireFit(into);
        return request.copy().map(Supplier::get).orElse(null);
    }

    private static void requireEmpty(Database into) {
        List<String> occupants = ServerCatalog.occupants(into);
        if (!occupants.isEmpty()) {
            Optional<String> anew = ServerCatalog.ownerBeforeKill(into)
                    .map(owner -> "DROP DATABASE " + SqlIdentifier.of(into.name()) + " WITH (FORCE); CREATE DATABASE "
                            + SqlIdentifier.of(into.name()) + " OWNER " + SqlIdentifier.of(owner) + ";");
            throw PulseFailure.usage(
                    into.url().redacted() + " is not empty: it has " + String.join(", ", occupants)
                            + anew.map(statements -> "; a restore into it was killed")
                                    .orElse(""),
                    anew.map(statements ->
                                    statements + " from another database, then restore once more; nothing was changed")
                            .orElse("make an empty database and name it by --into; nothing was changed"));
        }
    }

    private RestoreResult restore(Database into, Restorable backup, boolean holdJobs, DrillProgress progress)
            throws InterruptedException {
        String set = backup.backup().set();
        progress.reached(set, Phase.PREPARING, 0);
        ServerFacts facts = ServerCatalog.read(into);
        ArchiveToc toc = restorables.intact(backup);
        RestorePlan plan = RestorePlan.of(backup, restorables.roles(backup, toc), facts, false, settings.trustOwners());
        Restorer restorer = new Restorer(backup, toc, Loading.of(restorables, backup, toc), into, false, progress);
        RestoreResult result;
        // Where the role is no superuser, nothing runs with more than its own rights.
        try (ClosedDatabaseStore closed = facts.superuser() ? ClosedDatabaseStore.of(into) : null) {
            Loaded loaded;
            Restored found;
            try {
                loaded = loaded(into, restorer, plan);
                progress.reached(set, Phase.COMPARING, 0);
                if (closed != null) {
                    closed.requireAlone();
                }
                found = found(into, backup, toc, restorer, loaded);
            } catch (PulseFailure | InterruptedException e) {
                letGo(restorer, e);
                throw e;
            }
            restorer.functions().end();
            result = released(into, backup, toc, loaded, found, holdJobs);
            if (loaded.last().isPresent()) {
                restorer.finish(loaded.last().get());
            }
            noteHiding(into, set, progress);
        }
        // By now who might enter it before may again.
        return result.lacking(notRestored(into, backup, toc, progress));
    }

    private static NotRestored notRestored(Database into, Restorable backup, ArchiveToc toc, DrillProgress progress) {
        try {
            return DatabaseStateCatalog.notRestored(backup, toc, into);
        } catch (PulseFailure unseen) {
            // The restore itself is done.
            progress.noted(
                    backup.backup().set(),
                    "what the backup's database had of its own (settings, rights) was not compared: "
                            + unseen.getMessage());
            return NotRestored.NOTHING;
        }
    }

    private static void noteHiding(Database into, String set, DrillProgress progress) {
        try {
            into.read("restore", ImposedSettingCatalog::hiding)
                    .ifPresent(setting ->
                            progress.noted(set, setting.from("sessions there") + "; " + HidingSetting.REMEDY));
        } catch (PulseFailure unseen) {
            // The restore itself is done.
        }
    }

    /** Jobs run again only where everything matches. */
    private static RestoreResult released(
            Database into, Restorable backup, ArchiveToc toc, Loaded loaded, Restored found, boolean holdJobs) {
        List<String> differences = RestoredJudge.differences(backup, toc, found);
        boolean hold = holdJobs || !differences.isEmpty();
        if (!hold) {
            RestoreStore.release(into, loaded.held());
        }
        return new RestoreResult(
                backup.backup().set(),
                backup.backup().id(),
                into.url().redacted(),
                loaded.took(),
                found.bytes(),
                RestoredJudge.compared(backup, found),
                differences,
                loaded.held().ids().stream().filter(HeldJobs::isOfUsers).count(),
                RestoreStore.schedulerRuns(into),
                Optional.of(loaded.held())
                        .filter(held -> hold && !held.ids().isEmpty())
                        .map(HeldJobs::release),
                backup.backup().snapshotTime(),
                age(backup, Instant.now()),
                backup.passedOver(),
                backup.promise(),
                NotCompared.of(backup, toc, found),
                List.of(),
                0);
    }

    /** Zero for one from the future. */
    private static Duration age(Restorable backup, Instant now) {
        return backup.backup()
                .snapshotTime()
                .filter(time -> time.isBefore(now))
                .map(time -> Duration.between(time, now))
                .orElse(Duration.ZERO);
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

    private Loaded loaded(Database into, Restorer restorer, RestorePlan plan) throws InterruptedException {
        TemporaryRolesStore.sweep(into, true);
        try (TemporaryRolesStore roles = new TemporaryRolesStore(into, ScratchStore.name(into, "pulse_restore"))) {
            return restorer.restore(plan.loader(() -> roles.loader(settings.jobs() + 1)), settings.jobs());
        } catch (PulseFailure failed) {
            PulseFailure failure = restorer.judged(failed);
            throw new PulseFailure(
                    failure.exit(),
                    failure.getMessage(),
                    (failure.remedy().isEmpty() ? "" : failure.remedy() + "; ") + goOn(into),
                    failure);
        }
    }

    private static Restored found(Database into, Restorable backup, ArchiveToc toc, Restorer restorer, Loaded loaded)
            throws InterruptedException {
        try {
            return RestoredCatalog.read(into, backup, toc, restorer.functions(), loaded.filled());
        } catch (PulseFailure failure) {
            throw restorer.judged(failure);
        }
    }

    private static String goOn(Database into) {
        String where = into.url().redacted();
        try {
            if (ServerCatalog.occupants(into).isEmpty()) {
                return where + " is still empty: restore once more";
            }
        } catch (PulseFailure unseen) {
            // What may be there is told below.
        }
        return into.isOnSeveralServers()
                ? where
                        + " leads to several servers, or to one that was started anew: look where a part of it is before"
                        + " anything is dropped"
                : where + " may hold a part of it: drop it, make it again and restore once more";
    }
}
