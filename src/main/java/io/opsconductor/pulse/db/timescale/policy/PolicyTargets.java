package io.opsconductor.pulse.db.timescale.policy;

import java.util.List;

import io.opsconductor.pulse.db.timescale.extension.Extension;

/**
 * All that a database can have policies on.
 *
 * @param targets by name, hypertables first
 */
record PolicyTargets(Extension extension, List<PolicyTarget> targets) {}
