package io.opsconductor.pulse.db.timescale.chunk;

import java.time.Instant;
import java.util.Optional;

/**
 * One chunk of a hypertable.
 *
 * @param hypertable the hypertable's id
 * @param end where its range ends (exclusive): microseconds since 1970, or the time column's own integers
 * @param length of its range, in the same unit
 * @param created when it was made; empty before TimescaleDB 2.13, and where no age counts from it
 */
public record Chunk(int id, int hypertable, long end, long length, ChunkState state, Optional<Instant> created) {
    /** The same in another state. */
    Chunk in(ChunkState other) {
        return new Chunk(id, hypertable, end, length, other, created);
    }
}
