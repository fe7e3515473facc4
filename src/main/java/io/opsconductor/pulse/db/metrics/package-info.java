/**
 * What machines look at: the series of {@link io.opsconductor.pulse.db.check.Metric} as text, in a file, pushed, and over HTTP
 * beside the health of {@code run}. Keeps no counters: whatever it says was computed from facts, so that a CronJob and
 * {@code run} say the same.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.metrics.Measurements}. Stands beside {@code report}, above the features, and
 * knows none of them.
 */
package io.opsconductor.pulse.db.metrics;
