/**
 * What the configuration asks of hypertables, set against what the catalogue says.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.promise.Promises}, then
 * {@link io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable}, {@link io.opsconductor.pulse.db.timescale.promise.Obligation}
 * and {@link io.opsconductor.pulse.db.timescale.promise.Backlog}. Words no finding.
 */
package io.opsconductor.pulse.db.timescale.promise;
