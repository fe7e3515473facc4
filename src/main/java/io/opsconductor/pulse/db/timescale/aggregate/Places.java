package io.opsconductor.pulse.db.timescale.aggregate;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where an aggregate and its source have chunks, and what waits for a refresh.
 *
 * @param source chunks of the source
 * @param kept chunks of what is materialized
 * @param waiting changes that no refresh has brought yet
 */
record Places(List<PlaceRange> source, List<PlaceRange> kept, List<PlaceRange> waiting) {
    private static final int TRIES = 200;

    /**
     * Where a bucket begins that has to show what its source gives: wholly materialized, with nothing in it that waits. Of months
     * the range may hold no beginning, or two.
     *
     * @param width of a bucket, greater than zero
     * @param watermark the end of what is materialized
     * @return as wide as a bucket, at any place; empty when none was found
     */
    Optional<PlaceRange> chosen(RandomGenerator random, long width, long watermark) {
        for (int tried = 0; tried < TRIES && !source.isEmpty(); tried++) {
            PlaceRange chunk = source.get(random.nextInt(source.size()));
            if (chunk.from() >= watermark) {
                continue;
            }
            long from = random.nextLong(chunk.from(), Math.min(chunk.to(), watermark));
            PlaceRange begins = new PlaceRange(from, later(from, width));
            if (isSettled(begins, width, watermark)) {
                return Optional.of(begins);
            }
        }
        return Optional.empty();
    }

    /** What begins last reaches one width further, or a little more: months and days are not of one length. */
    private boolean isSettled(PlaceRange begins, long width, long watermark) {
        PlaceRange read = new PlaceRange(begins.from(), later(later(begins.to(), width), width));
        return read.to() <= watermark
                && kept.stream().anyMatch(range -> range.holds(begins.from()))
                && kept.stream().anyMatch(range -> range.holds(begins.to() - 1))
                && waiting.stream().noneMatch(read::meets);
    }

    private static long later(long place, long width) {
        return place > Long.MAX_VALUE - width ? Long.MAX_VALUE : place + width;
    }
}
