package io.opsconductor.pulse.db.timescale.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A user's hypertable, or a continuous aggregate's; not one of those behind compression.
 *
 * @param id its id in the catalogue
 * @param name of a continuous aggregate its own, not that of the materialized hypertable
 * @param compressionEnabled chunks can be compressed, by policy or by hand
 * @param rowSecurity row-level security is on, which excludes compression
 * @param policies in the order of their job ids
 * @param aggregate it keeps what a continuous aggregate materialized
 * @param untrustedOwner its owner, where work on its chunks would run another role's code in our session; empty text where it
 *     would in the owner's as well
 */
public record Hypertable(
        int id,
        HypertableName name,
        TimeColumn time,
        boolean compressionEnabled,
        boolean rowSecurity,
        List<Policy> policies,
        boolean aggregate,
        Optional<String> untrustedOwner) {

    /**
     * The same so much later.
     *
     * @param step what one integer of the time column lasts; empty when that is not known
     */
    public Hypertable later(Duration passed, Optional<Duration> step) {
        return new Hypertable(
                id,
                name,
                time.later(passed, step),
                compressionEnabled,
                rowSecurity,
                policies,
                aggregate,
                untrustedOwner);
    }

    /** The same with this retention and no other. */
    Hypertable dropping(Lag lag) {
        List<Policy> changed = new ArrayList<>(policies(PolicyKind.COMPRESSION));
        changed.add(Policy.dropping(id, lag));
        return new Hypertable(
                id, name, time, compressionEnabled, rowSecurity, List.copyOf(changed), aggregate, untrustedOwner);
    }

    /** The policy of this kind; the first, where a job added by hand does the same once more. */
    public Optional<Policy> policy(PolicyKind kind) {
        return policies(kind).stream().findFirst();
    }

    public List<Policy> policies(PolicyKind kind) {
        return policies.stream().filter(policy -> policy.kind() == kind).toList();
    }
}
