/**
 * Chunks: their state, size and place.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.chunk.Chunk} and
 * {@link io.opsconductor.pulse.db.timescale.chunk.ChunkCatalog}. Knows no promise.
 */
package io.opsconductor.pulse.db.timescale.chunk;
