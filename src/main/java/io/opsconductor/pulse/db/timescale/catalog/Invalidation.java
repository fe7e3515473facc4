package io.opsconductor.pulse.db.timescale.catalog;

/**
 * A part of a continuous aggregate that waits for a refresh, in microseconds since 1970 or in integers.
 *
 * @param aggregate the id of its materialized hypertable
 * @param fromTheBeginning it is what was there before the first refresh, so that its first place is no row's
 * @param first where its source has a chunk
 * @param last the same
 * @param firstChunkEnd the end of the first of those chunks
 * @param oldest where the oldest chunk of the source begins: of what lies before that the aggregate is all that is left
 */
public record Invalidation(
        int aggregate, boolean fromTheBeginning, long first, long last, long firstChunkEnd, long oldest) {

    /** Whether a row may lie in it before this place. */
    public boolean reachesBefore(long place) {
        return fromTheBeginning ? firstChunkEnd <= Math.min(place, last + 1) : first < place;
    }
}
