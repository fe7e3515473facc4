/**
 * Background work: how jobs fare, and whether the scheduler starts them.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.job.JobCatalog} and
 * {@link io.opsconductor.pulse.db.timescale.job.JobJudge}. Changes nothing.
 */
package io.opsconductor.pulse.db.timescale.job;
