package io.opsconductor.pulse.db.timescale.aggregate;

import java.util.Optional;

import io.opsconductor.pulse.db.timescale.catalog.Aggregate;

/**
 * The outcome of comparing some buckets of an aggregate with its source.
 *
 * @param compared how many were compared
 * @param forced a refresh can be forced
 * @param settled a difference cannot come from the order of rows, as far as that is known
 * @param difference the first that is not the same, and how
 * @param unseen why it ended before the time was over; empty when it did not
 */
record RowsLook(
        Aggregate aggregate,
        int compared,
        boolean forced,
        boolean settled,
        Optional<Difference> difference,
        Optional<String> unseen) {

    /** @param begins where the bucket begins, or the buckets */
    record Difference(PlaceRange begins, BucketRows.Likeness likeness) {}

    static RowsLook unseen(Aggregate aggregate, String why) {
        return new RowsLook(aggregate, 0, false, false, Optional.empty(), Optional.of(why));
    }
}
