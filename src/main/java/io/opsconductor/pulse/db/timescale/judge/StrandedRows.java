package io.opsconductor.pulse.db.timescale.judge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Invalidation;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.promise.RefreshWindow;

/**
 * Rows that came or changed too late: they lie before the windows of all of an aggregate's policies, so that no policy ever
 * refreshes them, and once the source drops them they are lost. Findings and fixes are both made from it.
 *
 * @param first in microseconds since 1970 or in integers
 * @param last the same
 * @param reach how far back the windows reach
 * @param window what mends it: whole buckets, and nothing that the source has dropped
 */
public record StrandedRows(Aggregate aggregate, long first, long last, Lag reach, RefreshWindow window) {

    /** @param present of its time column, in the same unit */
    static Optional<StrandedRows> of(Aggregate aggregate, List<Invalidation> waiting, OptionalLong present) {
        List<RefreshPolicy> running = aggregate.running();
        boolean everything = running.stream().anyMatch(policy -> policy.start().isEmpty());
        if (running.isEmpty()
                || everything
                || present.isEmpty()
                || aggregate.bucketWidth().isEmpty()) {
            return Optional.empty();
        }
        Lag reach = running.stream()
                .map(policy -> policy.start().orElseThrow())
                .max((one, other) -> Long.compare(one.units(), other.units()))
                .orElseThrow();
        long edge = present.getAsLong() - reach.units();
        long bucket = aggregate.bucketWidth().get();
        List<Invalidation> lost = waiting.stream()
                .filter(one -> one.reachesBefore(edge) && Math.min(one.last(), edge - 1) >= one.oldest() + bucket)
                .toList();
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        long first = lost.stream().mapToLong(Invalidation::first).min().orElseThrow();
        long last = Math.min(
                edge - 1, lost.stream().mapToLong(Invalidation::last).max().orElseThrow());
        long from = Math.max(first - bucket, lost.get(0).oldest());
        TimeColumn time = aggregate.table().time();
        return Optional.of(new StrandedRows(
                aggregate,
                first,
                last,
                reach,
                new RefreshWindow(
                        aggregate.table().name(), Optional.of(time.endText(from)), time.endText(last + bucket + 1))));
    }

    String subject() {
        return aggregate.table().name().text();
    }
}
