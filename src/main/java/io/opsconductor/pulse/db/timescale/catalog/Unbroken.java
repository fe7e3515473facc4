package io.opsconductor.pulse.db.timescale.catalog;

import java.util.Optional;

/**
 * How much of what a continuous aggregate materialized its source still holds, told by chunks, by the counters of deleted rows and
 * by what waits for a refresh, in microseconds since 1970 or in integers.
 *
 * @param materialized it has chunks of its own, so that there is something to lose
 * @param newest the end of the newest chunk of its source; empty when it has no chunk
 * @param from from here on nothing waits for a refresh that would delete what only the aggregate holds; where its oldest chunk begins
 *     when that is so everywhere; empty when its source has no chunk either
 * @param removed what ends there is no gap, but a chunk of which rows were deleted, or may have been: by what, and at what age, is
 *     not known
 * @param waits the last place that the source may lack and the aggregate may hold, and that waits for a refresh, which would
 *     delete it; empty when nothing does
 */
public record Unbroken(
        boolean materialized, Optional<Long> newest, Optional<Long> from, boolean removed, Optional<Long> waits) {}
