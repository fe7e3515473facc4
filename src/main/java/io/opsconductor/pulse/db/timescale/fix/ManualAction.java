package io.opsconductor.pulse.db.timescale.fix;

import io.opsconductor.pulse.db.check.Remedy;

/** What is wrong and not put right by itself, with the reason and what a person can do. */
public record ManualAction(String subject, String reason, Remedy remedy) {}
