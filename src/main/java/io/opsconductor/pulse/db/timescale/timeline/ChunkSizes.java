package io.opsconductor.pulse.db.timescale.timeline;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;

/**
 * How large chunks are, where only some were measured: each of the others counts as the mean of those around it in its
 * state, or else of all in its state.
 *
 * @param measured bytes by chunk id
 * @param means bytes, of the chunks of one hypertable
 */
record ChunkSizes(Map<Integer, Long> measured, Map<ChunkState, Long> means) {

    static ChunkSizes of(List<Chunk> chunks, Map<Integer, Long> measured) {
        return new ChunkSizes(measured, means(chunks, measured));
    }

    private static Map<ChunkState, Long> means(Collection<Chunk> chunks, Map<Integer, Long> measured) {
        Map<ChunkState, long[]> sums = new HashMap<>();
        for (Chunk chunk : chunks) {
            Long bytes = measured.get(chunk.id());
            if (bytes != null) {
                long[] sum = sums.computeIfAbsent(chunk.state(), state -> new long[2]);
                sum[0] += bytes;
                sum[1]++;
            }
        }
        Map<ChunkState, Long> means = new HashMap<>();
        sums.forEach((state, sum) -> means.put(state, sum[0] / sum[1]));
        return means;
    }

    /** Of neighbours. */
    ChunkTotal total(Collection<Chunk> chunks) {
        Map<ChunkState, Long> near = means(chunks, measured);
        long bytes = 0;
        int known = 0;
        for (Chunk chunk : chunks) {
            Long own = measured.get(chunk.id());
            known += own == null ? 0 : 1;
            bytes += own != null ? own : near.getOrDefault(chunk.state(), means.getOrDefault(chunk.state(), 0L));
        }
        return new ChunkTotal(chunks.size(), bytes, known);
    }
}
