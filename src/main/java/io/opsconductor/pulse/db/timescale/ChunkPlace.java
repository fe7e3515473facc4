package io.opsconductor.pulse.db.timescale;

/**
 * Where a chunk is kept.
 *
 * @param start where its range begins: microseconds since 1970, or the time column's own integers
 */
record ChunkPlace(int id, HypertableName name, long start) {}
