package io.opsconductor.pulse.db.rehearse;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Checkup;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.drill.DrillProgress;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.drill.RestoredScratch;
import io.opsconductor.pulse.db.drill.load.SessionStart;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.Outcome;
import io.opsconductor.pulse.db.rehearse.SchemaFacts.Table;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;

/** Restores a backup into a scratch database, applies what is pending, and says what that took and what it did. */
@ApplicationScoped
public class Rehearsals {
    static final String AFTER = "rehearsal.after";

    /** Of files and of runs, not of what the files make. */
    private static final Set<String> OF_HISTORY =
            Set.of("schema.current", "schema.drift", "schema.lock", RequiredRehearsalJudge.ID);

    private final Drills drills;
    private final Migrator migrator;
    private final RehearsalSettings settings;
    private final RehearsalStore store;
    private final Checkup schema;

    public Rehearsals(
            Drills drills,
            Migrator migrator,
            RehearsalSettings settings,
            RehearsalStore store,
            @All List<Check> checks) {
        this.schema = new Checkup(checks.stream()
                .filter(check -> check.area().equals("schema"))
                .filter(check -> check.ids().stream().noneMatch(OF_HISTORY::contains))
                .toList());
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
        Optional<MigrateResult> there = dryRun(source, request.migrations());
        if (there.filter(result -> result.pending().isEmpty()).isPresent()) {
            return RehearsalResult.nothing(now());
        }
        OptionalLong bytes = bytes(source);
        Ending ending = drills.rehearse(source, request.set(), request.backup(), progress, scratch -> {
            try {
                return new Ending(
                        rehearse(
                                scratch,
                                request,
                                bytes,
                                steps,
                                pending -> there.ifPresent(result -> noteOlder(scratch, pending, result, progress))),
                        null);
            } catch (PulseFailure failure) {
                StopRequest.check();
                return new Ending(null, failure);
            }
        });
        if (ending.failure() != null) {
            throw ending.failure();
        }
        return ending.result();
    }

    /** One of both is null. */
    private record Ending(RehearsalResult result, PulseFailure failure) {}

    /** What is pending in the database itself; empty where it cannot be asked: then the backup tells. */
    private Optional<MigrateResult> dryRun(Supplier<Database> source, MigrateRequest request) {
        try (Database database = source.get()) {
            return Optional.of(migrator.dryRun(database, request));
        } catch (PulseFailure cannotAsk) {
            return Optional.empty();
        }
    }

    private static void noteOlder(RestoredScratch scratch, int pending, MigrateResult there, DrillProgress progress) {
        int since = pending - there.pending().size();
        if (since > 0) {
            progress.noted(
                    scratch.backup().backup().set(),
                    "the backup is of schema version "
                            + scratch.backup().schemaVersion().orElse("none") + ", and "
                            + there.schemaVersion().orElse("none") + " is applied by now: "
                            + Counted.of(since, "file") + " of these " + (since == 1 ? "is" : "are")
                            + " rehearsed once more");
        }
    }

    private static OptionalLong bytes(Supplier<Database> source) {
        try (Database database = source.get()) {
            return DatabaseSizeCatalog.bytes(database);
        } catch (PulseFailure notConfigured) {
            return OptionalLong.empty();
        }
    }

    private RehearsalResult rehearse(
            RestoredScratch scratch,
            Request request,
            OptionalLong sourceBytes,
            MigrationProgress steps,
            IntConsumer pending)
            throws InterruptedException {
        Duration maxLock = request.maxLock().orElseGet(settings::maxLock);
        Optional<Duration> maxTime = request.maxTime().or(settings::maxTime);
        SessionStart start = scratch.start().orElseThrow();
        try (Database database = scratch.database();
                Database reader = scratch.reader();
                RehearsalWatch watch = new RehearsalWatch(reader, maxTime)) {
            int files =
                    migrator.dryRun(database, request.migrations()).pending().size();
            if (files == 0) {
                return RehearsalResult.nothing(now());
            }
            pending.accept(files);
            SchemaFacts before = SchemaFactsCatalog.read(reader);
            List<Finding> known = checked(database);
            ObserverStore.Server server = watch.server();
            Optional<PulseFailure> failure = migrate(database, request.migrations(), steps, watch);
            StopRequest.check();
            Optional<SchemaFacts> after =
                    failure.isPresent() ? Optional.empty() : Optional.of(SchemaFactsCatalog.read(reader));
            List<Finding> findings = new ArrayList<>();
            if (failure.isEmpty()) {
                checked(database).stream()
                        .filter(finding -> !known.contains(finding))
                        .forEach(findings::add);
                smokeTest(database).ifPresent(findings::add);
            }
            RehearsalFacts facts = new RehearsalFacts(
                    watch.files(), before, after, failure.map(PulseFailure::getMessage), start, server.places());
            findings.addAll(0, RehearsalJudge.judge(facts, maxLock, maxTime));
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
                    StartSettings.of(start),
                    findings);
            if (!result.files().isEmpty()) {
                // A failed one, too: a better one of before no longer says how these files fare.
                store.write(
                        scratch.backup(),
                        RecordedRehearsal.of(result, scratch.backup().database()));
            }
            return result;
        }
    }

    /** What is not good about the schema. */
    private List<Finding> checked(Database database) {
        return schema.run(database, List.of(), now().truncatedTo(ChronoUnit.DAYS))
                .notOk()
                .findings();
    }

    private Optional<Finding> smokeTest(Database database) throws InterruptedException {
        if (settings.after().isEmpty()) {
            return Optional.empty();
        }
        String program = settings.after().get().toString();
        Outcome<?> outcome =
                ChildProcess.run(List.of(program), database.url().environment(), InputStream::readAllBytes);
        return outcome.succeeded()
                ? Optional.empty()
                : Optional.of(Finding.critical(
                                AFTER, program, "the test of the migrated database failed: " + outcome.reason())
                        .cure(Remedy.text("correct the migrations or the test, and rehearse again")));
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
                .filter(rows -> !Relations.isOurs(rows.table()))
                .filter(rows -> rows.after().isEmpty() || rows.after().getAsLong() != rows.before())
                .toList();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
