package io.opsconductor.pulse.db.timescale.policy;

import java.util.List;

import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import io.opsconductor.pulse.db.timescale.extension.Extension;

/**
 * All that a database can have policies on.
 *
 * @param targets by name, hypertables first
 */
record PolicyTargets(Aggregates facts, List<PolicyTarget> targets) {
    Extension extension() {
        return facts.plain().extension();
    }
}
