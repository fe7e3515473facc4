package io.opsconductor.pulse.db.timescale.catalog;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A continuous aggregate.
 *
 * @param table its own side: name, chunks, policies
 * @param source the id of the hypertable that it reads
 * @param watermark where the materialized part ends: microseconds since 1970, or integers; empty when there is none yet
 * @param missedEnd the end of the oldest chunk that begins after the watermark, in the same unit; empty when none does
 * @param bucketWidth in the same unit; empty when it is not known
 * @param refreshes its policies, in the order of their jobs
 * @param owner the role that it belongs to; where that one is trusted, a role that is not and owns a table that it reads
 * @param trusted its owner may act for the one that looks anyway, and the owners of what it reads are trusted: their expressions may
 *     run in our session
 */
public record Aggregate(
        Hypertable table,
        int source,
        Optional<Long> watermark,
        Optional<Long> missedEnd,
        Optional<Long> bucketWidth,
        List<RefreshPolicy> refreshes,
        String owner,
        boolean trusted) {
    private static final Duration MICROSECOND = Duration.ofNanos(1000);

    /** The same with another retention of its own. */
    Aggregate dropping(Lag lag) {
        return new Aggregate(table.dropping(lag), source, watermark, missedEnd, bucketWidth, refreshes, owner, trusted);
    }

    /** Those of its policies that are not paused. */
    public List<RefreshPolicy> running() {
        return refreshes.stream().filter(RefreshPolicy::scheduled).toList();
    }

    /** In words, where the materialized part ends. */
    public String reached() {
        return watermark
                .map(mark -> "materialized until " + table.time().endText(mark))
                .orElse("never materialized");
    }

    /** How long a bucket lasts; zero when that is not known. */
    public Duration bucket(Duration step) {
        return bucketWidth
                .map(width -> TimeColumn.length(
                        BigInteger.valueOf(width), table.time().integer() ? step : MICROSECOND))
                .orElse(Duration.ZERO);
    }
}
