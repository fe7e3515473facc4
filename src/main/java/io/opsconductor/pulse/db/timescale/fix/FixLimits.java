package io.opsconductor.pulse.db.timescale.fix;

import java.time.Duration;

/**
 * How much one run of {@code check --fix} may do.
 *
 * @param chunks how many chunks it may compress or drop; a job that is called counts as one
 * @param within how long it may take; what has begun by then is cancelled
 */
public record FixLimits(int chunks, Duration within) {}
