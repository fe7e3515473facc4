package io.opsconductor.pulse.db.timescale.aggregate;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.session.HidingSetting;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * What it takes to compare an aggregate with its source.
 *
 * @param kept the table of what is materialized
 * @param query the view that computes the same from the source
 * @param exact columns that have to be equal
 * @param rounded columns of floating point
 * @param settled its results do not depend on the order of rows, as far as that is known
 * @param watermark the end of what is materialized here and in the aggregates that it reads: microseconds since 1970, or integers
 * @param partial it keeps parts of results, which only TimescaleDB puts together
 * @param elsewhere chunks of it or its source lie in another store
 * @param forced a refresh can be forced: {@code force => true}
 * @param zoned its buckets go by the clock of a time zone
 * @param hiding what hides compressed rows from the session
 */
record ComparedAggregate(
        HypertableName kept,
        HypertableName query,
        List<String> exact,
        List<String> rounded,
        boolean settled,
        long watermark,
        boolean partial,
        boolean elsewhere,
        boolean forced,
        boolean zoned,
        Optional<HidingSetting> hiding) {}
