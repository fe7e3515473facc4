package io.opsconductor.pulse.db.timescale.fix;

import io.opsconductor.pulse.db.check.Remedy;

/** What is wrong and not repaired automatically, with the reason and what a person can do. */
public record ManualAction(String subject, String reason, Remedy remedy) {}
