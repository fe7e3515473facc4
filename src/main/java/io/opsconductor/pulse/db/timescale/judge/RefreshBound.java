package io.opsconductor.pulse.db.timescale.judge;

import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Invalidation;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.Unbroken;

/**
 * From where on a refresh of an aggregate finds everything in its source. What it refreshes before that place it deletes, for
 * TimescaleDB takes dropping for a change of the data. In microseconds since 1970 or in integers.
 *
 * @param unbroken what is there by the chunks; empty when that is not known
 * @param kept the shortest lag by which a policy drops the source; empty when none does
 * @param present of the time column; empty when it is not known
 */
record RefreshBound(Aggregate aggregate, Optional<Unbroken> unbroken, Optional<Lag> kept, OptionalLong present) {
    /** TimescaleDB refuses a window of fewer; the third is the youngest bucket, which is not refreshed. */
    private static final long LEAST_BUCKETS = 3;

    private static final long HOUR = 3_600_000_000L;

    private static final long MINUTE = 60_000_000L;

    /** The first place that one refresh, now, may begin at; the lowest where nothing can be lost; empty when it is not known. */
    Optional<Long> from() {
        if (unbroken.isEmpty()) {
            return Optional.empty();
        }
        if (!unbroken.get().materialized()) {
            return Optional.of(Long.MIN_VALUE);
        }
        if (kept.filter(lag -> !lag.byCreation()).isEmpty()) {
            return Optional.of(whole(unbroken.get()));
        }
        return present.isEmpty()
                ? Optional.empty()
                : Optional.of(Math.max(whole(unbroken.get()), ago(kept.get().units())));
    }

    /** A policy may refresh from the beginning: nothing is materialized, and nothing is dropped. */
    boolean open() {
        return kept.isEmpty() && unbroken.filter(found -> !found.materialized()).isPresent();
    }

    /** Rows of the source were deleted, or may have been: what deletes them will do so again, and at what age is not known. */
    boolean removed() {
        return unbroken.filter(found -> found.materialized() && found.removed()).isPresent();
    }

    /**
     * How far back a policy may refresh from now on, whenever it runs; empty when it may from the beginning, when that is not
     * known, or when it is less than a policy has to refresh.
     */
    Optional<Lag> start() {
        if (open()
                || unbroken.isEmpty()
                || removed()
                || kept.filter(Lag::byCreation).isPresent()) {
            return Optional.empty();
        }
        long least = bucket() * LEAST_BUCKETS;
        long longest = kept.map(lag -> shorter(lag.units(), least)).orElse(Long.MAX_VALUE);
        if (unbroken.get().materialized()) {
            long whole = whole(unbroken.get());
            if (present.isEmpty()) {
                return Optional.empty();
            }
            longest = Math.min(longest, saturated(present.getAsLong(), whole));
        }
        return longest < least ? Optional.empty() : Optional.of(lag(longest));
    }

    /** Whether the next run of a policy deletes, or may, what its source lacks by now; so it may where that is not known. */
    boolean deletes(RefreshPolicy policy) {
        if (unbroken.isEmpty()) {
            return true;
        }
        Optional<Long> waits = unbroken.get().waits();
        return waits.isPresent()
                && (policy.start().isEmpty()
                        || present.isEmpty()
                        || ago(policy.start().get().units()) <= waits.get());
    }

    /** How many buckets wait in the window of a policy; none where the present is not known. */
    long waiting(RefreshPolicy policy, List<Invalidation> all) {
        if (present.isEmpty()) {
            return 0;
        }
        long reached = policy.start().map(lag -> ago(lag.units())).orElse(Long.MIN_VALUE);
        long end = ago(policy.end().map(Lag::units).orElse(0L));
        long buckets = 0;
        for (Invalidation one :
                all.stream().sorted(Comparator.comparing(Invalidation::first)).toList()) {
            long from = Math.max(one.first(), reached);
            long to = Math.min(saturated(one.last(), -1), end);
            if (to > from) {
                buckets += (saturated(to, from) - 1) / bucket() + 1;
                reached = to;
            }
        }
        return buckets;
    }

    /** A bucket as a lag, the shortest end of a window that leaves the youngest one alone. */
    Lag oneBucket() {
        return lag(bucket());
    }

    boolean spans(Lag start, Lag end) {
        return saturated(start.units(), end.units()) >= bucket() * (LEAST_BUCKETS - 1);
    }

    private long bucket() {
        return aggregate
                .bucketWidth()
                .filter(width -> width > 0)
                .orElse(aggregate.table().time().integer() ? 1L : HOUR);
    }

    /** Where the unbroken part begins; beyond what is materialized, where the source has nothing of its last bucket. */
    private long whole(Unbroken found) {
        long mark = aggregate.watermark().orElse(Long.MAX_VALUE);
        boolean gone =
                found.newest().map(newest -> saturated(mark, bucket()) > newest).orElse(true);
        return gone && aggregate.watermark().isPresent() || found.newest().isEmpty()
                ? mark
                : found.from().orElse(Long.MIN_VALUE);
    }

    /** Nine tenths: a month is shorter in February, and a policy may drop while another refreshes. */
    private static long shorter(long lag, long least) {
        long nine = lag / 10 * 9;
        return nine >= least ? nine : lag;
    }

    private Lag lag(long units) {
        if (aggregate.table().time().integer()) {
            return new Lag.Steps(units);
        }
        long unit = units >= 48 * HOUR ? HOUR : units >= 2 * HOUR ? MINUTE : 1;
        Duration length = Duration.of(units / unit * unit, ChronoUnit.MICROS);
        return new Lag.Span(length, length, false);
    }

    private long ago(long units) {
        return saturated(present.getAsLong(), units);
    }

    private static long saturated(long one, long less) {
        return BigInteger.valueOf(one)
                .subtract(BigInteger.valueOf(less))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .max(BigInteger.valueOf(Long.MIN_VALUE))
                .longValue();
    }
}
