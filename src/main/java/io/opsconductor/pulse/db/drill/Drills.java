package io.opsconductor.pulse.db.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.DownloadedCopy;
import io.opsconductor.pulse.db.backup.restore.FromCopy;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.restore.Restorables;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.drill.DrillProgress.Phase;
import io.opsconductor.pulse.db.drill.Restorer.Loaded;
import io.opsconductor.pulse.db.drill.attempt.AttemptRecord;
import io.opsconductor.pulse.db.drill.attempt.TimeLimit;
import io.opsconductor.pulse.db.drill.compare.NotCompared;
import io.opsconductor.pulse.db.drill.compare.Restored;
import io.opsconductor.pulse.db.drill.compare.RestoredCatalog;
import io.opsconductor.pulse.db.drill.compare.RestoredJudge;
import io.opsconductor.pulse.db.drill.load.Loader;
import io.opsconductor.pulse.db.drill.load.Loading;
import io.opsconductor.pulse.db.drill.load.SessionStart;
import io.opsconductor.pulse.db.drill.load.SessionStartStore;
import io.opsconductor.pulse.db.drill.load.TemporaryRolesStore;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Restores a backup into a scratch database, compares what came out, and writes down what it found. */
@ApplicationScoped
@SuppressWarnings("try") // The mark on the backup serves by being open.
public class Drills {
    private final Restorables restorables;
    private final DrillServer servers;
    private final DrillSettings settings;

    Drills(Restorables restorables, DrillServer servers, DrillSettings settings) {
        this.restorables = restorables;
        this.servers = servers;
        this.settings = settings;
    }

    /**
     * @param source the database that the backups are of; asked for only to know its server, and need not be reachable
     *     unless the drill is to be on that server
     * @param set may be left out when there is only one
     * @param id the backup's; empty for the newest verified one
     * @throws PulseFailure (failed) when the backup cannot be restored, which is recorded; (usage) when the server cannot
     *     take it as it is; (not now) when the server is unreachable or the thread was interrupted. The scratch database
     *     is gone in every case. That a drill has begun and has no result is recorded, too.
     */
    public DrillResult drill(
            Supplier<Database> source, Optional<String> set, Optional<String> id, DrillProgress progress) {
        return drill(source, () -> restorables.find(set, id), progress, RestoredScratch::drill, false);
    }

    /** The same of a copy; the backup that it is of need not be there. */
    public DrillResult drill(Supplier<Database> source, Supplier<DownloadedCopy> download, DrillProgress progress) {
        // Where to restore has to be known before hours of downloading, not after.
        requireServer(source);
        try (DownloadedCopy copy = download.get()) {
            return drill(source, () -> brought(copy, progress), progress, RestoredScratch::drill, false);
        }
    }

    private Restorable brought(DownloadedCopy copy, DrillProgress progress) throws InterruptedException {
        Restorable backup = restorables.at(copy.set(), copy.backup(), copy.place(), copy.took());
        if (backup.drillRecords().isEmpty()) {
            progress.noted(copy.set(), "the result is only printed: the set has no directory here to write it to");
        }
        return backup;
    }

    private void requireServer(Supplier<Database> source) {
        try (Database server = servers.open(source)) {
            ServerCatalog.read(server);
        }
    }

    /** Finds what is to be restored. */
    @FunctionalInterface
    private interface Choice {
        Restorable find() throws InterruptedException;
    }

    /**
     * A drill, and then work on what was restored, before it is dropped.
     *
     * @return what the work gives
     */
    public <T> T rehearse(
            Supplier<Database> source,
            Optional<String> set,
            Optional<String> id,
            DrillProgress progress,
            RestoredScratch.Work<T> work) {
        return drill(source, () -> restorables.find(set, id), progress, work, true);
    }

    private <T> T drill(
            Supplier<Database> source,
            Choice choice,
            DrillProgress progress,
            RestoredScratch.Work<T> work,
            boolean worked) {
        try {
            Restorable backup = choice.find();
            backup.passedOver().forEach(line -> progress.noted(backup.backup().set(), "passed over " + line));
            try (Restorable.Held held = backup.held();
                    Database server = servers.open(source)) {
                Optional<SessionStart> start =
                        worked ? Optional.of(SessionStartStore.read(source, backup)) : Optional.empty();
                return drill(backup, server, progress, new Use<>(work, start));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("the drill was interrupted; " + leftBehind(e), "run it again", e);
        }
    }

    /** What became of a backup's last drill; empty when there was none, or nothing that can be believed says so. */
    public static Optional<DrillResult> last(Backups backups, Backup backup) {
        Path beside = DrillRecord.file(backup);
        Path record = Files.exists(beside) ? beside : backups.lastDrill(backup.set(), Optional.empty());
        return DrillRecord.read(record, backups.seal(backup.set()))
                .filter(result -> result.backup().equals(backup.id()));
    }

    /** The same of a copy; empty too when another of the copies in that place was restored since. */
    public static Optional<DrillResult> last(Backups backups, Copy copy) {
        Optional<String> place = Optional.of(copy.copy());
        try {
            return DrillRecord.read(backups.lastDrill(copy.set(), place), backups.seal(copy.set()))
                    .filter(result ->
                            result.backup().equals(copy.id()) && result.copy().equals(place));
        } catch (PulseFailure noDirectory) {
            return Optional.empty();
        }
    }

    /** @param start as whom, and how, changes are made where the backup comes from; empty when none are to be made */
    private record Use<T>(RestoredScratch.Work<T> work, Optional<SessionStart> start) {}

    private <T> T drill(Restorable backup, Database server, DrillProgress progress, Use<T> use)
            throws InterruptedException {
        progress.reached(backup.backup().set(), Phase.PREPARING, 0);
        ServerFacts facts = ServerCatalog.read(server);
        ScratchStore.leftovers(server).forEach(name -> ScratchStore.drop(server, name));
        TemporaryRolesStore.sweep(server, false);
        AttemptRecord attempt = new AttemptRecord(backup);
        try {
            ArchiveToc toc = restorables.intact(backup);
            Set<String> needed = restorables.roles(backup, toc);
            RestorePlan plan = RestorePlan.of(backup, needed, facts, settings.createRoles(), settings.trustOwners());
            if (use.start().isPresent() && plan.contained()) {
                Admission.requireIdle(needed, facts);
            }
            return recorded(attempt, new Restoring(backup, toc, plan, facts, progress), server, use);
        } catch (PulseFailure failure) {
            // What fails while this process stops is no fault of the backup.
            StopRequest.check();
            if (failure.exit() == ExitCode.FAILED && !attempt.isUnwritable()) {
                DrillRecord.write(backup, failed(backup, server, failure));
            }
            throw failure;
        }
    }

    /** From here on what owners wrote is called: however it ends, that is written down. */
    private <T> T recorded(AttemptRecord attempt, Restoring given, Database server, Use<T> use)
            throws InterruptedException {
        Duration longest =
                TimeLimit.longest(settings.timeLimit(), given.backup().rto());
        attempt.begin(longest);
        try {
            return restored(given, longest, server, use);
        } catch (PulseFailure failure) {
            if (StopRequest.isUnderWay()) {
                attempt.undo();
            } else if (failure.exit() != ExitCode.FAILED) {
                attempt.ended(failure);
            }
            throw failure;
        } catch (InterruptedException e) {
            attempt.undo();
            throw e;
        }
    }

    private record Restoring(
            Restorable backup, ArchiveToc toc, RestorePlan plan, ServerFacts facts, DrillProgress progress) {}

    private <T> T restored(Restoring given, Duration longest, Database server, Use<T> use) throws InterruptedException {
        Restorable backup = given.backup();
        String set = backup.backup().set();
        String name = ScratchStore.name(server, "pulse_drill");
        try (TemporaryRolesStore roles = new TemporaryRolesStore(server, name);
                ScratchDatabase scratch = ScratchDatabase.create(server, name);
                Database database = scratch.open()) {
            given.plan().roles().forEach(roles::placeholder);
            Optional<Loader> loader = given.plan().loader(() -> roles.loader(settings.jobs() + 1));
            Restorer restorer = new Restorer(
                    backup,
                    given.toc(),
                    Loading.of(restorables, backup, given.toc()),
                    database,
                    true,
                    given.progress());
            Loaded loaded;
            Restored found;
            try (TimeLimit limit = new TimeLimit(longest, () -> ScratchStore.drop(server, name))) {
                try {
                    loaded = restorer.restore(loader, settings.jobs());
                    given.progress().reached(set, Phase.COMPARING, 0);
                    found = RestoredCatalog.read(database, backup, given.toc(), restorer.functions(), loaded.filled());
                } catch (PulseFailure failure) {
                    throw limit.reached()
                            ? limit.failure("backup " + backup.backup().id(), failure)
                            : restorer.judged(failure);
                }
            }
            DrillResult result = new DrillResult(
                    set,
                    backup.backup().id(),
                    now(),
                    server.url().redacted(),
                    loaded.took().plus(backup.copy().map(FromCopy::took).orElse(Duration.ZERO)),
                    found.bytes(),
                    RestoredJudge.compared(backup, found),
                    RestoredJudge.differences(backup, given.toc(), found),
                    Optional.empty(),
                    backup.rto(),
                    backup.promise(),
                    NotCompared.inDrill(backup, given.toc(), found),
                    backup.copy().map(FromCopy::place),
                    backup.databases());
            DrillRecord.write(backup, result);
            T made = use.work()
                    .on(
                            use.start().isPresent()
                                    ? new Admission(
                                                    given.plan().contained(),
                                                    given.facts(),
                                                    backup,
                                                    use.start().get())
                                            .open(database, restorer, loaded, roles, result)
                                    : new RestoredScratch(database, database, backup, result, Optional.empty()));
            given.progress().reached(set, Phase.CLEANING_UP, 0);
            return made;
        }
    }

    private static String leftBehind(InterruptedException interrupted) {
        return Stream.of(interrupted.getSuppressed())
                .map(Throwable::getMessage)
                .findFirst()
                .orElse("its scratch database is gone");
    }

    private static DrillResult failed(Restorable backup, Database server, PulseFailure failure) {
        return new DrillResult(
                backup.backup().set(),
                backup.backup().id(),
                now(),
                server.url().redacted(),
                Duration.ZERO,
                0,
                0,
                List.of(),
                Optional.of(failure.getMessage()),
                backup.rto(),
                backup.promise(),
                List.of(),
                backup.copy().map(FromCopy::place),
                backup.databases());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
