/**
 * {@code check --fix}: what can be mended without a person's decision, planned and then carried out.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.fix.Fixer}, then
 * {@link io.opsconductor.pulse.db.timescale.fix.FixPlan}. The plan is pure; only
 * {@link io.opsconductor.pulse.db.timescale.fix.FixStore} and
 * {@link io.opsconductor.pulse.db.timescale.fix.StartedJobStore} change a database.
 */
package io.opsconductor.pulse.db.timescale.fix;
