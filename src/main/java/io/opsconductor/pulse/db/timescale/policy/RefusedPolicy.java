package io.opsconductor.pulse.db.timescale.policy;

import io.opsconductor.pulse.db.check.Remedy;

/**
 * What differs from the configuration and is not repaired automatically.
 *
 * @param kind compression or retention
 * @param remedy what a person has to decide or to do
 */
public record RefusedPolicy(String subject, String kind, String reason, Remedy remedy) {}
