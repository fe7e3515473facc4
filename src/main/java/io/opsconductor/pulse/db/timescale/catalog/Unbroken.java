package io.opsconductor.pulse.db.timescale.catalog;

import java.util.Optional;

/**
 * How much of what a continuous aggregate materialized its source still holds, told by chunks, in microseconds since 1970 or
 * in integers.
 *
 * @param materialized it has chunks of its own, so that there is something to lose
 * @param newest the end of the newest chunk of its source; empty when it has no chunk
 * @param from from here on the source has a chunk wherever the aggregate has one; empty when it has no chunk before either
 * @param waits the last place that the source may lack and the aggregate may hold, and that waits for a refresh, which would
 *     delete it; empty when nothing does
 */
public record Unbroken(boolean materialized, Optional<Long> newest, Optional<Long> from, Optional<Long> waits) {}
