package io.opsconductor.pulse.db.pool;

import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What could be seen of the poolers.
 *
 * @param unseen those that did not answer, and why
 * @param processes at each address
 */
record Look(List<PgBouncer> poolers, List<Unseen> unseen, int processes) {

    /** A pooler that did not answer. */
    record Unseen(String address, PulseFailure why) {}

    boolean isNone() {
        return poolers.isEmpty() && unseen.isEmpty();
    }
}
