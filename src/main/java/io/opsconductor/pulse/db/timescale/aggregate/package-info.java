/**
 * Whether continuous aggregates show what their sources hold.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.aggregate.UntoldCheck}. Whether they are refreshed at all is {@code judge}'s
 * question: this room knows no policy and no promise.
 */
package io.opsconductor.pulse.db.timescale.aggregate;
