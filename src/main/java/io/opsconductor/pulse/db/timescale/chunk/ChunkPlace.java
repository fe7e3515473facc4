package io.opsconductor.pulse.db.timescale.chunk;

import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * Where a chunk is kept.
 *
 * @param start where its range begins: microseconds since 1970, or the time column's own integers
 */
public record ChunkPlace(int id, HypertableName name, long start) {}
