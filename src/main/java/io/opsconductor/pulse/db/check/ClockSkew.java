package io.opsconductor.pulse.db.check;

import java.time.Duration;
import java.time.Instant;

/** Times written down on one machine and judged on another. */
public final class ClockSkew {
    /** Clocks of two machines may differ so far without one of them being wrong. */
    public static final Duration ALLOWED = Duration.ofMinutes(1);

    private ClockSkew() {}

    /** True for a time that no clock can have shown yet: one was wrong, and the true time is unknown. */
    public static boolean isFuture(Instant time, Instant now) {
        return time.isAfter(now.plus(ALLOWED));
    }

    /**
     * Judges a server's clock by this machine's at the same moment. Pure.
     *
     * @param id of the finding
     */
    public static Finding finding(String id, String database, Instant server, Instant here) {
        Duration apart = Duration.between(here, server).abs();
        String allowed = "at most " + Durations.text(ALLOWED);
        return apart.compareTo(ALLOWED) <= 0
                ? Finding.ok(id, database, allowed, "", "the clocks of server and of this machine agree")
                : Finding.warning(
                                id,
                                database,
                                "the server's clock is " + Durations.text(apart)
                                        + (server.isAfter(here) ? " ahead of" : " behind")
                                        + " this machine's: ages of backups and drills count by the later of the two, and"
                                        + " what is scheduled here comes by this machine's")
                        .measured(Durations.text(apart))
                        .target(allowed)
                        .cure(Remedy.text("set both clocks by NTP"));
    }
}
