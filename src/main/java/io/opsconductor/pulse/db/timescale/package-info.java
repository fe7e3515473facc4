/**
 * Hypertables, compression, retention and the jobs behind them, in TimescaleDB 2.11 to 2.29.
 *
 * <p>The verdict on a late chunk: {@code catalog.AggregateCatalog}, {@code promise.DeclaredHypertable}, {@code chunk.ChunkCatalog},
 * {@code promise.Backlog}, {@code judge.CompressionBacklogJudge}, {@code judge.CompressionCheck}. Rooms, bottom up:
 * {@code extension}, {@code background}, {@code catalog}, {@code aggregate}, {@code chunk}, {@code promise}, {@code batch}, {@code timeline}, {@code job},
 * {@code judge}, {@code outlook}, {@code fix}, {@code policy}. Others use {@code timeline}, {@code fix} and {@code policy}; this package holds nothing else.
 */
package io.opsconductor.pulse.db.timescale;
