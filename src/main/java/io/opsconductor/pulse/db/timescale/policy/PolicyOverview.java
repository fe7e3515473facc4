package io.opsconductor.pulse.db.timescale.policy;

import java.util.List;

/**
 * The policies of a database beside the configuration.
 *
 * @param possible false on the Apache edition, which has none
 * @param policies by name of their hypertable or aggregate
 */
public record PolicyOverview(boolean possible, List<PolicyComparison> policies) {}
