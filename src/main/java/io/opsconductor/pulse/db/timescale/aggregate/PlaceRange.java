package io.opsconductor.pulse.db.timescale.aggregate;

/**
 * A part of an aggregate's axis of time.
 *
 * @param from in microseconds since 1970, or in the time column's own integers
 * @param to exclusive, in the same unit
 */
record PlaceRange(long from, long to) {
    boolean holds(long place) {
        return from <= place && place < to;
    }

    boolean meets(PlaceRange other) {
        return from < other.to && other.from < to;
    }
}
