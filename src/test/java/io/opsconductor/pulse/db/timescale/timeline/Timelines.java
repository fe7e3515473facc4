package io.opsconductor.pulse.db.timescale.timeline;

import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.chunk;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;

/** Timelines as a database would give them. */
public final class Timelines {
    public static final Duration HOUR = Duration.ofHours(1);

    private Timelines() {}

    /** Hourly chunks, all of them compressed, the newest ending now; of 1 kB each. */
    public static List<ChunkTimeline> hourly(String name, int chunks) {
        List<Chunk> all = IntStream.range(0, chunks)
                .mapToObj(i -> chunk(i, HOUR.multipliedBy(i), 1))
                .toList();
        return of(Facts.hypertable(name), expectation(HOUR, null), all);
    }

    static List<ChunkTimeline> of(Hypertable hypertable, Expectation expectation, List<Chunk> chunks) {
        Map<Integer, Long> bytes = new HashMap<>();
        chunks.forEach(chunk -> bytes.put(chunk.id(), 1024L));
        return of(hypertable, expectation, chunks, bytes);
    }

    static List<ChunkTimeline> of(
            Hypertable hypertable, Expectation expectation, List<Chunk> chunks, Map<Integer, Long> bytes) {
        DeclaredHypertable declared = new DeclaredHypertable(
                hypertable.name().text(), Optional.of(hypertable), Optional.empty(), true, expectation, List.of());
        return TimelinePlan.all(List.of(declared), chunks, bytes, NOW);
    }
}
