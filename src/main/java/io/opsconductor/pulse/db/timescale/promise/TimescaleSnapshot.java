package io.opsconductor.pulse.db.timescale.promise;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkBytesCatalog;
import io.opsconductor.pulse.db.timescale.chunk.ChunkCatalog;
import io.opsconductor.pulse.db.timescale.chunk.RootTable;
import io.opsconductor.pulse.db.timescale.chunk.RootTableCatalog;
import io.opsconductor.pulse.db.timescale.extension.ClockCatalog;

/**
 * One look at a database's hypertables beside what they were promised; chunks are read when asked for.
 *
 * @param hypertables everything declared and everything found
 * @param present by the database's clock, from which the ages of its chunks are counted
 */
public record TimescaleSnapshot(
        Database database, Hypertables facts, List<DeclaredHypertable> hypertables, Instant present) {
    private static final int MEASURED = 1000;

    /** Within one checkup the same for every check that asks. */
    public static TimescaleSnapshot of(Database database, List<Expectation> expectations) {
        return database.once(expectations, () -> read(database, expectations));
    }

    private static TimescaleSnapshot read(Database database, List<Expectation> expectations) {
        List<String> names = expectations.stream().map(Expectation::name).toList();
        Hypertables asked = AggregateCatalog.once(database)
                .withAsked(found -> expectations.stream().anyMatch(one -> one.mayMean(found)));
        Hypertables facts =
                new Hypertables(asked.extension(), asked.hypertables(), new RelationCatalog(names).read(database));
        return new TimescaleSnapshot(
                database, facts, DeclaredHypertable.pair(facts, expectations), new ClockCatalog().read(database));
    }

    public List<Backlog> backlogs(PolicyKind kind) {
        return backlogs(kind, present);
    }

    /** As they would be at another instant. */
    public List<Backlog> backlogs(PolicyKind kind, Instant present) {
        return Backlog.all(kind, hypertables, chunks(), present);
    }

    /** Every chunk of every hypertable, for monitoring. */
    public List<Chunk> everyChunk() {
        List<Integer> ids =
                facts.hypertables().stream().map(Hypertable::id).distinct().toList();
        return ids.isEmpty() ? List.of() : new ChunkCatalog(ids, List.of()).read(database);
    }

    /** Of every hypertable to which anything has to happen: one pass for compression and retention. */
    public List<Chunk> chunks() {
        return database.once(ChunkCatalog.class, this::wanted);
    }

    private List<Chunk> wanted() {
        Set<Integer> wanted = obliged().keySet();
        return wanted.isEmpty()
                ? List.of()
                : new ChunkCatalog(wanted, obliged(Obligation::byCreation).keySet()).read(database);
    }

    /** The names of hypertables to which anything has to happen, by id. */
    public Map<Integer, HypertableName> obliged() {
        return obliged(obligation -> true);
    }

    private Map<Integer, HypertableName> obliged(Predicate<Obligation> which) {
        Map<Integer, HypertableName> names = new HashMap<>();
        for (DeclaredHypertable one : hypertables) {
            for (PolicyKind kind : PolicyKind.values()) {
                one.obligation(kind).filter(which).ifPresent(obligation -> {
                    Hypertable found = one.hypertable().orElseThrow();
                    names.put(found.id(), found.name());
                });
            }
        }
        return names;
    }

    /**
     * Sizes of what is overdue, in bytes by chunk id. Of very many chunks only the oldest of each hypertable are measured:
     * that opens their files, and 30,000 of them took ten times as long as all the rest.
     */
    public Map<Integer, Long> bytes(List<Backlog> backlogs) {
        int all =
                backlogs.stream().mapToInt(backlog -> backlog.allLate().size()).sum();
        int each = all <= MEASURED ? MEASURED : Math.max(1, MEASURED / backlogs.size());
        return sizes(backlogs.stream()
                .flatMap(backlog -> backlog.allLate().stream()
                        .sorted(Comparator.comparingLong(Chunk::end))
                        .limit(each))
                .map(Chunk::id)
                .toList());
    }

    /** Those of {@link #bytes}, and what lies above the chunks. */
    public BacklogSizes measured(List<Backlog> backlogs) {
        return new BacklogSizes(bytes(backlogs), Optional.of(backlogs.isEmpty() ? Map.of() : roots()));
    }

    /** Of every hypertable to which anything has to happen: one look for compression and retention. */
    private Map<Integer, RootTable> roots() {
        return database.once(
                RootTableCatalog.class, () -> new RootTableCatalog(obliged().keySet()).read(database));
    }

    /** Sizes in bytes by chunk id, of these chunks and of those asked for before; those that cannot be had are absent. */
    public Map<Integer, Long> sizes(List<Integer> chunks) {
        // What is too old to be kept is mostly too old not to be compressed as well.
        Map<Integer, Long> known = database.once(ChunkBytesCatalog.class, HashMap::new);
        List<Integer> unknown =
                chunks.stream().filter(chunk -> !known.containsKey(chunk)).toList();
        if (!unknown.isEmpty()) {
            try {
                known.putAll(new ChunkBytesCatalog(unknown).read(database));
            } catch (PulseFailure e) {
                // A size is for people: without it the chunks are late all the same.
            }
        }
        return Collections.unmodifiableMap(known);
    }
}
