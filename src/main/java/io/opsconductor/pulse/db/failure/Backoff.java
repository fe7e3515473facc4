package io.opsconductor.pulse.db.failure;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: each twice the one before, up to a longest.
 *
 * @param first before the second attempt
 * @param longest no pause without jitter is longer
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    /** @param failed attempts so far, from 1 */
    public Duration pause(int failed) {
        Duration pause = first.multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** Up to a quarter longer: several processes that failed together do not come back together. */
    public Duration jittered(int failed) {
        Duration pause = pause(failed);
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
    }
}
