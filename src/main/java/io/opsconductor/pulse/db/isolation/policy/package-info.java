/**
 * What the condition of a policy lets through, worked out from the expression as the server writes it.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.isolation.policy.PolicyCondition}. Knows no database and no table.
 */
package io.opsconductor.pulse.db.isolation.policy;
