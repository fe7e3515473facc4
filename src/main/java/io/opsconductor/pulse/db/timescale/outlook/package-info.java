/**
 * What the jobs of policies are going to do, and when a promise about chunks will be broken.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.outlook.ChunkForecaster}. All but it is pure. Chunks that are not
 * there yet are not foreseen.
 */
package io.opsconductor.pulse.db.timescale.outlook;
