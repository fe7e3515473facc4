package io.opsconductor.pulse.db.timescale.fix;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.MaintenanceLog;
import io.opsconductor.pulse.db.timescale.batch.OpenBatchesCatalog;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkPlace;
import io.opsconductor.pulse.db.timescale.chunk.ChunkPlaceCatalog;
import io.opsconductor.pulse.db.timescale.extension.ClockCatalog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Mends what {@code check} finds, as far as that can lose nothing. */
@ApplicationScoped
public class Fixer {
    private static final Set<String> AREAS = Set.of("compression", "retention", "aggregates");

    private final Promises promises;
    private final TimescaleSettings timescale;

    @Inject
    public Fixer(Promises promises, TimescaleSettings timescale) {
        this.promises = promises;
        this.timescale = timescale;
    }

    /**
     * Plans and changes nothing. What is overdue is told by the database's clock, as in the check.
     *
     * @param areas those that were checked; empty for all
     */
    public FixPlan plan(Database database, Collection<String> areas, FixLimits limits) {
        return areas.isEmpty() || areas.stream().anyMatch(AREAS::contains)
                ? plan(database, areas, limits, new ClockCatalog().read(database))
                : new FixPlan(List.of(), 0, List.of());
    }

    public FixPlan plan(Database database, Collection<String> areas, FixLimits limits, Instant now) {
        TimescaleSnapshot seen = TimescaleSnapshot.of(database, promises.of(database));
        List<Backlog> compression = backlogs(seen, PolicyKind.COMPRESSION, areas, now);
        List<Backlog> retention = backlogs(seen, PolicyKind.RETENTION, areas, now);
        List<Integer> chunks = Stream.concat(compression.stream(), retention.stream())
                .flatMap(backlog -> Stream.concat(backlog.overdue().stream(), backlog.due().stream()))
                .map(Chunk::id)
                .distinct()
                .toList();
        Map<Integer, ChunkPlace> places = chunks.isEmpty() ? Map.of() : new ChunkPlaceCatalog(chunks).read(database);
        AggregateJudge aggregates = AggregateJudge.of(
                AggregateCatalog.once(database), now, timescale.jobGrace(), timescale.schedulerExpected());
        boolean refreshing = isAsked(areas, "aggregates");
        FixPlan plan = FixPlan.of(
                new FixFacts(
                        seen.facts().extension(),
                        compression,
                        retention,
                        aggregates,
                        refreshing,
                        places,
                        name -> promises.isInherited(database, name)),
                limits.chunks());
        return plan.with(revocations(seen, areas));
    }

    private static boolean isAsked(Collection<String> areas, String area) {
        return areas.isEmpty() || areas.contains(area);
    }

    /** Whatever the limit: thousands of tables are closed by one statement. */
    private static List<FixStep> revocations(TimescaleSnapshot seen, Collection<String> areas) {
        return isAsked(areas, PolicyKind.COMPRESSION.noun())
                ? OpenBatchesCatalog.read(seen, Integer.MAX_VALUE).stream()
                        .map(open -> new FixStep(
                                open.hypertable().text(),
                                FixStep.Action.REVOKE,
                                "close " + Counted.of(open.number(), "compressed table") + " to writing by "
                                        + String.join(", ", open.roles()),
                                open.revoke(),
                                true))
                        .toList()
                : List.of();
    }

    private static List<Backlog> backlogs(
            TimescaleSnapshot seen, PolicyKind kind, Collection<String> areas, Instant now) {
        return isAsked(areas, kind.noun()) ? seen.backlogs(kind, now) : List.of();
    }

    /** Carries out what is planned, and goes on after a failure. */
    public FixResult carryOut(Database database, FixPlan plan, FixLimits limits, FixProgress progress) {
        Instant start = new ClockCatalog().read(database);
        Instant end = Instant.now().plus(limits.within());
        List<FixStep> done = new ArrayList<>();
        List<FixResult.Failed> failed = new ArrayList<>();
        int begun = 0;
        try (FixStore store = new FixStore(database)) {
            if (!plan.steps().isEmpty()) {
                store.refuseHidden();
                store.refuseStrangers();
            }
            for (FixStep step : plan.steps()) {
                Instant now = Instant.now();
                if (store.isLost() || !now.isBefore(end)) {
                    progress.stopped(
                            plan.steps().size() - begun, store.isLost() ? "the session is lost" : "the time is over");
                    break;
                }
                begun++;
                progress.started(step, begun, plan.steps().size());
                try {
                    store.carryOut(step, Duration.between(now, end));
                    done.add(step);
                    progress.finished(step, Duration.between(now, Instant.now()));
                } catch (PulseFailure failure) {
                    failed.add(new FixResult.Failed(step, failure));
                    progress.failed(step, failure);
                }
            }
        }
        FixResult result = new FixResult(
                plan, List.copyOf(done), List.copyOf(failed), plan.steps().size() - begun);
        if (begun > 0) {
            log(database, result, start).ifPresent(progress::notLogged);
        }
        return result;
    }

    private static Optional<PulseFailure> log(Database database, FixResult result, Instant start) {
        String details = JsonNodeFactory.instance
                .objectNode()
                .put("compressed", result.done(FixStep.Action.COMPRESS))
                .put("dropped", result.done(FixStep.Action.DROP))
                .put("refreshed", result.done(FixStep.Action.REFRESH))
                .put("jobs", result.done(FixStep.Action.RUN_JOB))
                .put("revoked", result.done(FixStep.Action.REVOKE))
                .put("failed", result.failed().size())
                .put("notBegun", result.notBegun())
                .toString();
        Optional<String> error = result.failed().stream()
                .findFirst()
                .map(first -> result.failed().size() + " failed, first "
                        + first.step().subject() + ", " + first.step().does() + ": "
                        + first.failure().getMessage());
        return MaintenanceLog.write(
                database,
                new MaintenanceLog.Entry(
                        "pulse-db check --fix", start, result.done().size(), error, details));
    }
}
