package io.opsconductor.pulse.db.postgres.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * Two clocks at one moment. Pure.
 *
 * @param server what the server's showed
 * @param here what this machine's showed then
 */
public record ServerClock(Instant server, Instant here) {
    /** A clock that is further ahead than that shows no time that anything could be counted by. */
    private static final Duration MOST = Duration.ofDays(3650);

    /**
     * @param before what this machine's clock showed when the server was asked
     * @param after the same when it had answered, which may have taken a while
     */
    static ServerClock of(Instant server, Instant before, Instant after) {
        Instant here = server.isBefore(before) ? before : server.isAfter(after) ? after : server;
        return new ServerClock(server, here);
    }

    /**
     * By the later of the two: ages that are counted from there are too large rather than too small.
     *
     * @param now by this machine's clock
     */
    Instant later(Instant now) {
        Duration ahead = Duration.between(here, server);
        return ahead.isNegative() || ahead.compareTo(MOST) > 0 ? now : now.plus(ahead);
    }
}
