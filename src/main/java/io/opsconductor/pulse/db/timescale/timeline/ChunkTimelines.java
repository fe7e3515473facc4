package io.opsconductor.pulse.db.timescale.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the chunks of a database for a picture; within a checkup, what its checks have read. */
@ApplicationScoped
public class ChunkTimelines {
    /** Sizes of so many chunks at most are measured, which opens their files. */
    private static final int MEASURED = 1000;

    private final Promises promises;

    public ChunkTimelines(Promises promises) {
        this.promises = promises;
    }

    /**
     * What could be seen of one database.
     *
     * @param database its configured name; empty for the main one
     * @param timelines of those hypertables to whose chunks anything has to happen, by name
     * @param unasked the other hypertables, by name
     * @param unseen why nothing could be seen; empty when it could
     */
    public record Seen(
            Optional<String> database,
            List<ChunkTimeline> timelines,
            List<String> unasked,
            Optional<PulseFailure> unseen) {}

    /** Never fails: what could not be seen is said in the answer. */
    public Seen of(Database database) {
        try {
            TimescaleSnapshot snapshot = TimescaleSnapshot.of(database, promises.of(database));
            List<DeclaredHypertable> unasked = snapshot.hypertables().stream()
                    .filter(one -> one.hypertable().isPresent() && !isAsked(one))
                    .toList();
            List<Chunk> chunks = snapshot.chunks();
            Map<Integer, Long> bytes = snapshot.sizes(sample(chunks));
            return new Seen(
                    database.label(),
                    TimelinePlan.all(snapshot.hypertables(), chunks, bytes, snapshot.present()),
                    unasked.stream().map(DeclaredHypertable::subject).toList(),
                    Optional.empty());
        } catch (RuntimeException e) {
            return new Seen(database.label(), List.of(), List.of(), Optional.of(database.failure(e)));
        }
    }

    private static boolean isAsked(DeclaredHypertable one) {
        return one.obligation(PolicyKind.COMPRESSION).isPresent()
                || one.obligation(PolicyKind.RETENTION).isPresent();
    }

    private static List<Integer> sample(List<Chunk> chunks) {
        Map<Integer, List<Chunk>> byHypertable = chunks.stream().collect(Collectors.groupingBy(Chunk::hypertable));
        return byHypertable.values().stream()
                .flatMap(all -> spread(all, Math.max(1, MEASURED / byHypertable.size())).stream())
                .map(Chunk::id)
                .toList();
    }

    /** So many at most, from the oldest to the newest at equal distances. */
    private static List<Chunk> spread(List<Chunk> chunks, int most) {
        List<Chunk> ordered =
                chunks.stream().sorted(Comparator.comparingLong(Chunk::end)).toList();
        if (ordered.size() <= most) {
            return ordered;
        }
        List<Chunk> some = new ArrayList<>();
        for (long i = 0; i < most; i++) {
            some.add(ordered.get((int) (i * ordered.size() / most)));
        }
        return some;
    }
}
