package io.opsconductor.pulse.db.timescale.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkBytesCatalog;
import io.opsconductor.pulse.db.timescale.chunk.ChunkCatalog;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.extension.ClockCatalog;
import io.opsconductor.pulse.db.timescale.extension.Edition;
import io.opsconductor.pulse.db.timescale.extension.ExtensionJudge;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.job.JobCatalog;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import jakarta.enterprise.context.ApplicationScoped;

/** Shows the policies of a database beside the configuration, and brings them in line. */
@ApplicationScoped
public class Policies {
    private final Promises promises;
    private final TimescaleSettings settings;

    public Policies(Promises promises, TimescaleSettings settings) {
        this.promises = promises;
        this.settings = settings;
    }

    /** Every schema that a configured name may mean: a name with a dot may also be a table in public. */
    public List<String> schemas() {
        return promises.everywhere().stream()
                .map(Expectation::name)
                .filter(name -> name.indexOf('.') > 0)
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .toList();
    }

    /** @throws PulseFailure (usage) when the extension is not installed, or the role may not read its catalogues */
    public PolicyOverview overview(Database database) {
        PolicyTargets found = targets(database);
        return new PolicyOverview(
                found.extension().edition() != Edition.APACHE,
                PolicyComparison.all(found.targets(), promises.of(database)));
    }

    /**
     * What the database has, as lines of a configuration file.
     *
     * @throws PulseFailure (usage) when the extension is not installed, or the role may not read its catalogues
     */
    public List<String> proposal(Database database) {
        return ProposedPromises.of(
                targets(database).targets(), new JobCatalog().read(database).jobs(), new ClockCatalog().read(database));
    }

    /**
     * Plans and changes nothing.
     *
     * @throws PulseFailure (usage) on the Apache edition, which has no policies, and for a name that means nothing
     */
    public PolicyPlan plan(Database database, PolicyRequest request) {
        PolicyTargets found = targets(database);
        if (found.extension().edition() == Edition.APACHE) {
            throw PulseFailure.usage(
                    "TimescaleDB's Apache edition has neither compression nor policies: nothing can be applied",
                    "install the community edition; until then pulse-db check --fix drops what is past its retention");
        }
        List<PolicyComparison> rows = PolicyComparison.all(found.targets(), promises.of(database));
        request.refuseUnknownNames(rows);
        Map<Integer, PolicyComparison> sooner = rows.stream()
                .filter(row -> row.target().isPresent() && row.wouldDropSooner())
                .collect(Collectors.toMap(row -> row.target().get().id(), Function.identity(), (one, other) -> other));
        return PolicyPlan.of(
                rows,
                request,
                goes(database, sooner),
                suffering(database, found.facts(), sooner),
                byCreationChanges(found),
                new PolicySql(found.extension().schema()));
    }

    /** @throws PulseFailure when a step fails; then nothing has changed */
    public void apply(Database database, PolicyPlan plan) {
        if (!plan.steps().isEmpty()) {
            PolicyStore.carryOut(database, plan.steps());
        }
    }

    private static PolicyTargets targets(Database database) {
        PolicyTargets found = new PolicyTargetCatalog().read(database);
        if (found.extension().installed().isEmpty()) {
            throw PulseFailure.usage(
                    "the extension timescaledb is not installed in database " + database.name(),
                    "CREATE EXTENSION timescaledb;");
        }
        return found;
    }

    /** What aggregates would suffer from those hypertables that would be dropped sooner than today. */
    private Map<Integer, Finding> suffering(
            Database database, Aggregates facts, Map<Integer, PolicyComparison> sooner) {
        if (facts.aggregates().isEmpty()) {
            return Map.of();
        }
        Map<Integer, Lag> lags = new HashMap<>();
        sooner.forEach((hypertable, row) -> lags.put(hypertable, row.wantedLag()));
        return AggregateJudge.of(
                        facts, new ClockCatalog().read(database), settings.jobGrace(), settings.schedulerExpected())
                .suffering(lags);
    }

    /** What is past the wanted retention of those hypertables that would be dropped sooner than today. */
    private static Map<Integer, ChunkTotal> goes(Database database, Map<Integer, PolicyComparison> sooner) {
        if (sooner.isEmpty()) {
            return Map.of();
        }
        Instant now = new ClockCatalog().read(database);
        List<Integer> byCreation = sooner.entrySet().stream()
                .filter(row -> row.getValue().byCreation())
                .map(Map.Entry::getKey)
                .toList();
        List<Chunk> past = new ChunkCatalog(sooner.keySet(), byCreation)
                .read(database).stream()
                        .filter(chunk -> isPast(chunk, sooner.get(chunk.hypertable()), now))
                        .toList();
        Map<Integer, Long> bytes = past.isEmpty()
                ? Map.of()
                : new ChunkBytesCatalog(past.stream().map(Chunk::id).toList()).read(database);
        return past.stream().collect(Collectors.groupingBy(Chunk::hypertable)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ChunkTotal.of(entry.getValue(), bytes)));
    }

    private static boolean isPast(Chunk chunk, PolicyComparison row, Instant now) {
        Optional<Duration> age = row.byCreation()
                ? chunk.created().map(created -> Duration.between(created, now))
                : row.target()
                        .orElseThrow()
                        .time()
                        .age(chunk.end(), row.expectation().integerStep().orElse(Duration.ZERO), now);
        // What cannot be told counts as going: better told too much than too little.
        return age.map(known -> known.compareTo(row.wanted().orElseThrow()) >= 0)
                .orElse(true);
    }

    /** @see <a href="https://github.com/timescale/timescaledb/issues/9446">alter_job and drop_created_before</a> */
    private static boolean byCreationChanges(PolicyTargets found) {
        return !ExtensionJudge.older(found.extension().installed().orElseThrow(), "2.26.3");
    }
}
