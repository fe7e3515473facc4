/**
 * Who may write into the compressed tables behind hypertables, where a batch keeps to no range.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.batch.BatchRightsCheck}. Changes nothing.
 */
package io.opsconductor.pulse.db.timescale.batch;
