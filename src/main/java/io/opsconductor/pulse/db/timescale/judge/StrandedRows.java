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
 * @param window what mends it: whole buckets, and nothing that the source may have dropped; empty where all of them lie before
 *     the data that the source certainly holds, or that cannot be told
 */
public record StrandedRows(Aggregate aggregate, long first, long last, Lag reach, Optional<RefreshWindow> window) {

    /**
     * @param present of its time column, in the same unit
     * @param from where the source is whole from; the lowest where nothing can be lost; empty when it is not known
     */
    static Optional<StrandedRows> of(
            Aggregate aggregate, List<Invalidation> waiting, OptionalLong present, Optional<Long> from) {
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
        // Of a bucket that lacks dropped rows, what the aggregate has is all that is left.
        List<Invalidation> lost = waiting.stream()
                .filter(one -> one.reachesBefore(edge) && Math.min(one.last(), edge - 1) >= one.oldest() + bucket)
                .toList();
        List<Invalidation> mendable = lost.stream()
                .filter(one -> from.isPresent() && Math.min(one.last(), edge - 1) >= from.get() + bucket)
                .toList();
        if (!mendable.isEmpty()) {
            return Optional.of(mended(aggregate, mendable, edge, bucket, from.get(), reach));
        }
        List<Invalidation> beyond = from.isEmpty()
                ? lost
                : waiting.stream()
                        .filter(one -> one.reachesBefore(edge) && one.firstChunkEnd() <= from.get())
                        .toList();
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of(new StrandedRows(aggregate, first(beyond), last(beyond, edge), reach, Optional.empty()));
    }

    private static StrandedRows mended(
            Aggregate aggregate, List<Invalidation> lost, long edge, long bucket, long whole, Lag reach) {
        long least = Math.max(whole, lost.get(0).oldest());
        long first = Math.max(first(lost), least);
        long last = last(lost, edge);
        TimeColumn time = aggregate.table().time();
        return new StrandedRows(
                aggregate,
                first,
                last,
                reach,
                Optional.of(new RefreshWindow(
                        aggregate.table().name(),
                        Optional.of(time.endText(Math.max(first - bucket, least))),
                        time.endText(last + bucket + 1))));
    }

    private static long first(List<Invalidation> lost) {
        return lost.stream().mapToLong(Invalidation::first).min().orElseThrow();
    }

    private static long last(List<Invalidation> lost, long edge) {
        return Math.min(
                edge - 1, lost.stream().mapToLong(Invalidation::last).max().orElseThrow());
    }

    String subject() {
        return aggregate.table().name().text();
    }
}
