package io.opsconductor.pulse.db.timescale.background;

import java.time.Instant;
import java.util.Optional;

/**
 * The slots that a job keeps, whenever its last run ended.
 *
 * @param start from which they are counted
 * @param timezone by whose calendar; empty: UTC
 */
public record FixedSchedule(Optional<Instant> start, Optional<String> timezone) {}
