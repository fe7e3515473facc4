package io.opsconductor.pulse.db.timescale.policy;

import java.util.List;

import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;

/**
 * What a policy can stand on: a hypertable, or a continuous aggregate.
 *
 * @param id the id of the hypertable in the catalogue; of a continuous aggregate the materialized one
 * @param name the name that users know
 * @param compressionEnabled chunks can be compressed, by policy or by hand
 * @param rowSecurity row-level security is on, which excludes compression
 * @param jobs those that compress or drop, in the order of their ids
 */
record PolicyTarget(
        int id,
        HypertableName name,
        boolean aggregate,
        TimeColumn time,
        boolean compressionEnabled,
        boolean rowSecurity,
        List<PolicyJob> jobs) {

    List<PolicyJob> jobs(PolicyKind kind) {
        return jobs.stream().filter(job -> job.kind() == kind).toList();
    }
}
