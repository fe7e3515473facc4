package io.opsconductor.pulse.db.timescale.promise;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Upkeep;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkBytesCatalog;
import io.opsconductor.pulse.db.timescale.chunk.ChunkCatalog;
import io.opsconductor.pulse.db.timescale.extension.ClockCatalog;

/**
 * One look at a database's hypertables beside what they were promised; chunks are read when asked for.
 *
 * @param watched everything declared and everything found
 * @param present by the database's clock, from which the ages of its chunks are counted
 */
public record Observation(Database database, Hypertables facts, List<Watched> watched, Instant present) {
    private static final int MEASURED = 1000;

    public static Observation of(Database database, List<Expectation> expectations) {
        List<String> names = expectations.stream().map(Expectation::name).toList();
        Hypertables facts = new AggregateCatalog(names).read(database).withAsked(found -> names.stream()
                .anyMatch(found::isCalled));
        return new Observation(database, facts, Watched.pair(facts, expectations), new ClockCatalog().read(database));
    }

    public List<Backlog> backlogs(Upkeep upkeep) {
        return backlogs(upkeep, present);
    }

    /** As they would be at another instant. */
    public List<Backlog> backlogs(Upkeep upkeep, Instant present) {
        List<Integer> hypertables = watched.stream()
                .filter(one -> one.obligation(upkeep).isPresent())
                .map(one -> one.hypertable().orElseThrow().id())
                .toList();
        List<Chunk> chunks = hypertables.isEmpty() ? List.of() : new ChunkCatalog(hypertables).read(database);
        return Backlog.all(upkeep, watched, chunks, present);
    }

    /**
     * Sizes of what is overdue, in bytes by chunk id. Of very many chunks only the oldest of each hypertable are measured:
     * that opens their files, and 30,000 of them took ten times as long as all the rest.
     */
    public Map<Integer, Long> bytes(List<Backlog> backlogs) {
        int all =
                backlogs.stream().mapToInt(backlog -> backlog.overdue().size()).sum();
        int each = all <= MEASURED ? MEASURED : Math.max(1, MEASURED / backlogs.size());
        List<Integer> overdue = backlogs.stream()
                .flatMap(backlog -> backlog.overdue().stream()
                        .sorted(Comparator.comparingLong(Chunk::end))
                        .limit(each))
                .map(Chunk::id)
                .toList();
        return overdue.isEmpty() ? Map.of() : new ChunkBytesCatalog(overdue).read(database);
    }
}
