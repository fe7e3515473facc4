package io.opsconductor.pulse.db.timescale.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;

/**
 * The chunks of one hypertable, oldest first, in at most {@link TimelinePlan#MOST} columns.
 *
 * @param hypertable its name, for people
 * @param from where the axis begins: microseconds since 1970, or the time column's own integers
 * @param to where it ends, in the same unit
 * @param begins the same as a time; empty for integers of which it is not known how long they last
 * @param ends the same as a time; present with {@code begins}
 * @param columns each at its place on the axis, in order
 * @param marks the present and the promises
 * @param totals of all chunks, those outside of the axis too, by condition; sizes estimated where not all were measured
 * @param measured how many chunks were; sizes of the others are the mean of their like
 * @param outside how many chunks lie so far from all others that the axis leaves them out
 */
public record ChunkTimeline(
        String hypertable,
        long from,
        long to,
        Optional<Instant> begins,
        Optional<Instant> ends,
        List<Column> columns,
        List<Mark> marks,
        Map<ChunkCondition, ChunkTotal> totals,
        int measured,
        int outside) {

    /**
     * Chunks whose ranges end within a stretch of the axis.
     *
     * @param text where the last of them ends, for people
     * @param parts by condition, none of them empty
     */
    public record Column(long from, long to, String text, Map<ChunkCondition, ChunkTotal> parts) {
        public long bytes() {
            return parts.values().stream().mapToLong(ChunkTotal::bytes).sum();
        }

        public int chunks() {
            return parts.values().stream().mapToInt(ChunkTotal::chunks).sum();
        }
    }

    /**
     * A line across the axis, which may lie outside of it.
     *
     * @param name what a chunk that ends before it should be by now, for people
     */
    public record Mark(long at, String name) {}

    public int chunks() {
        return totals.values().stream().mapToInt(ChunkTotal::chunks).sum();
    }

    public long bytes() {
        return totals.values().stream().mapToLong(ChunkTotal::bytes).sum();
    }
}
