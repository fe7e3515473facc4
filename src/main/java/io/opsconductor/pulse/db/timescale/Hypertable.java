package io.opsconductor.pulse.db.timescale;

import java.util.List;
import java.util.Optional;

/**
 * A hypertable that somebody made; not one of those that TimescaleDB keeps behind compression and aggregates.
 *
 * @param id its id in the catalogue
 * @param compressionEnabled chunks can be compressed, by policy or by hand
 * @param rowSecurity row-level security is on, which excludes compression
 * @param policies in the order of their job ids
 */
record Hypertable(
        int id,
        HypertableName name,
        TimeColumn time,
        boolean compressionEnabled,
        boolean rowSecurity,
        List<Policy> policies) {
    /** The policy of this kind; TimescaleDB allows one of each. */
    Optional<Policy> policy(Upkeep upkeep) {
        return policies.stream().filter(policy -> policy.upkeep() == upkeep).findFirst();
    }
}
