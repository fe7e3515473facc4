package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.promise.RefreshWindow;

/**
 * A continuous aggregate that is behind by more than its policies allow. Findings and fixes are both made from it.
 *
 * @param age how long ago the oldest chunk ended that is not materialized
 * @param allowed how far it may be behind
 * @param job the policy whose window still reaches that chunk; empty when none does, or when its owner is trusted and what the
 *     aggregate reads is another role's: started, it would run that one's code with the owner's rights
 * @param window what is to be refreshed where no policy reaches it: from the watermark on, since a refresh of older times
 *     could delete what was materialized of them; empty where that cannot be told
 */
public record OverdueAggregate(
        Aggregate aggregate,
        Duration age,
        Duration allowed,
        Optional<RefreshPolicy> job,
        Optional<RefreshWindow> window) {

    public OverdueAggregate {
        job = job.filter(policy -> aggregate.trusted() || !policy.owner().trusted());
    }

    public String subject() {
        return aggregate.table().name().text();
    }
}
