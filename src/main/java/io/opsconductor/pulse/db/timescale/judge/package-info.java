/**
 * Verdicts on compression, retention and continuous aggregates.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.judge.CompressionCheck}. Judges are pure; checks alone read.
 */
package io.opsconductor.pulse.db.timescale.judge;
