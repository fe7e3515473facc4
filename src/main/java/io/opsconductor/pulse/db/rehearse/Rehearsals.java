package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.drill.DrillProgress;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.drill.RestoredScratch;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.plan.HistoryPlace;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import io.opsconductor.pulse.db.rehearse.SchemaFacts.Table;
import jakarta.enterprise.context.ApplicationScoped;

/** Restores a backup into a scratch database, applies what is pending, and says what that took and what it did. */
@ApplicationScoped
public class Rehearsals {
    /** Each run writes into these. */
    private static final Set<String> OURS = Set.of(HistoryPlace.HISTORY, HistoryPlace.RUNNER, HistoryPlace.LOG);

    private final Drills drills;
    private final Migrator migrator;
    private final RehearsalSettings settings;
    private final RehearsalStore store;

    public Rehearsals(Drills drills, Migrator migrator, RehearsalSettings settings, RehearsalStore store) {
        this.store = store;
        this.drills = drills;
        this.migrator = migrator;
        this.settings = settings;
    }

    /**
     * @param set may be left out when there is only one
     * @param backup the backup's id; empty for the newest verified one
     * @param maxLock takes precedence over the configured limit
     * @param maxTime the same
     */
    public record Request(
            Optional<String> set,
            Optional<String> backup,
            MigrateRequest migrations,
            Optional<Duration> maxLock,
            Optional<Duration> maxTime) {}

    /**
     * @param source the database that the backups are of; need not be reachable
     * @throws PulseFailure as a drill does, and (usage) when files and the backup's history do not fit. What a file's SQL
     *     fails of is in the result.
     */
    public RehearsalResult rehearse(
            Supplier<Database> source, Request request, DrillProgress progress, MigrationProgress steps) {
        if (nothingIsPending(source, request.migrations())) {
            return RehearsalResult.nothing(now());
        }
        OptionalLong bytes = bytes(source);
        Outcome outcome = drills.rehearse(source, request.set(), request.backup(), progress, scratch -> {
            try {
                return new Outcome(rehearse(scratch, request, bytes, steps), null);
            } catch (PulseFailure failure) {
                StopRequest.check();
                return new Outcome(null, failure);
            }
        });
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome.result();
    }

    /** One of both is null. */
    private record Outcome(RehearsalResult result, PulseFailure failure) {}

    /** False also where the database cannot be asked: then the backup tells. */
    private boolean nothingIsPending(Supplier<Database> source, MigrateRequest request) {
        try (Database database = source.get()) {
            return migrator.dryRun(database, request).pending().isEmpty();
        } catch (PulseFailure cannotAsk) {
            return false;
        }
    }

    private static OptionalLong bytes(Supplier<Database> source) {
        try (Database database = source.get()) {
            return DatabaseSizeCatalog.bytes(database);
        } catch (PulseFailure notConfigured) {
            return OptionalLong.empty();
        }
    }

    /**
     * A run of {@code migrate}, to be held against the last rehearsal on a backup of that database. Asks no server.
     *
     * @param within how old the rehearsal of what is pending may be; empty when none is required
     */
    public Rollout rollout(Database database, Optional<Duration> within) {
        return new Rollout(store.last(database), within, Instant.now());
    }

    /** Keeps how a rollout and its rehearsal compare, for the next one. */
    public void keep(Rollout rollout) {
        rollout.measured().ifPresent(store::writeLast);
    }

    private RehearsalResult rehearse(
            RestoredScratch scratch, Request request, OptionalLong sourceBytes, MigrationProgress steps)
            throws InterruptedException {
        Duration maxLock = request.maxLock().orElseGet(settings::maxLock);
        Optional<Duration> maxTime = request.maxTime().or(settings::maxTime);
        try (Database database = scratch.database();
                Database reader = scratch.reader();
                RehearsalWatch watch = new RehearsalWatch(reader, maxTime)) {
            if (migrator.dryRun(database, request.migrations()).pending().isEmpty()) {
                return RehearsalResult.nothing(now());
            }
            SchemaFacts before = SchemaFactsCatalog.read(reader);
            ObserverStore.Server server = watch.server();
            Optional<PulseFailure> failure = migrate(database, request.migrations(), steps, watch);
            StopRequest.check();
            Optional<SchemaFacts> after =
                    failure.isPresent() ? Optional.empty() : Optional.of(SchemaFactsCatalog.read(reader));
            RehearsalFacts facts = new RehearsalFacts(
                    watch.files(), before, after, failure.map(PulseFailure::getMessage), server.places());
            RehearsalResult result = new RehearsalResult(
                    scratch.backup().backup().set(),
                    scratch.backup().backup().id(),
                    scratch.backup().backup().snapshotTime(),
                    now(),
                    scratch.drill().server(),
                    server.version(),
                    scratch.backup().schemaVersion(),
                    scratch.drill().took(),
                    before.bytes(),
                    sourceBytes.isPresent() ? sourceBytes : scratch.backup().databaseBytes(),
                    facts.files(),
                    after.map(now -> changed(before.tables(), now.tables())).orElse(List.of()),
                    after.map(now -> now.bytes() - before.bytes()).orElse(0L),
                    watch.server().temporaryBytes() - server.temporaryBytes(),
                    failure,
                    store.last(scratch.backup().backup().set())
                            .map(RecordedRehearsal::ratio)
                            .orElse(OptionalDouble.empty()),
                    RehearsalJudge.judge(facts, maxLock, maxTime));
            if (result.rehearsed()) {
                store.write(
                        scratch.backup(),
                        RecordedRehearsal.of(result, scratch.backup().database()));
            }
            return result;
        }
    }

    private Optional<PulseFailure> migrate(
            Database database, MigrateRequest request, MigrationProgress steps, RehearsalWatch watch) {
        try {
            migrator.migrate(database, request, steps, watch);
            return Optional.empty();
        } catch (PulseFailure failure) {
            if (watch.began()) {
                watch.failed();
                return Optional.of(
                        watch.stopped().map(waits -> stopped(waits, failure)).orElse(failure));
            }
            throw failure;
        }
    }

    private static PulseFailure stopped(String waits, PulseFailure failure) {
        return PulseFailure.failed(
                "ended because all files together took longer than they may; it waited for " + waits + "; "
                        + failure.getMessage(),
                "raise --max-time, or do the work in parts",
                failure);
    }

    private static List<ChangedRows> changed(Map<String, Table> before, Map<String, Table> after) {
        return before.entrySet().stream()
                .map(table -> new ChangedRows(
                        table.getKey(),
                        table.getValue().rows(),
                        after.containsKey(table.getKey())
                                ? OptionalLong.of(after.get(table.getKey()).rows())
                                : OptionalLong.empty()))
                .filter(rows ->
                        !OURS.contains(rows.table().substring(rows.table().lastIndexOf('.') + 1)))
                .filter(rows -> rows.after().isEmpty() || rows.after().getAsLong() != rows.before())
                .toList();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
