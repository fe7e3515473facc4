/**
 * {@code policies} and {@code policies apply}: wanted, found, brought in line.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.policy.Policies}, then
 * {@link io.opsconductor.pulse.db.timescale.policy.PolicyComparison} and
 * {@link io.opsconductor.pulse.db.timescale.policy.PolicyPlan}. The plan is pure; only
 * {@link io.opsconductor.pulse.db.timescale.policy.PolicyStore} changes a database.
 */
package io.opsconductor.pulse.db.timescale.policy;
