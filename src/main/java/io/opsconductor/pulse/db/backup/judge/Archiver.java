package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the server's archiving of its write-ahead log stands.
 *
 * @param now by the database's own clock, as all times here
 * @param archiving whether it is switched on and told how
 * @param inRecovery true on a standby, which archives nothing by itself
 * @param archiveTimeout after which a segment is archived that is not full; empty when it waits until it is
 * @param lastArchived when the last segment was archived; empty when none was
 * @param lastSegment its name
 * @param lastFailed when archiving failed last; empty when it never did
 * @param failures since the statistics were reset
 * @param bytesSince what was written to the log since the end of the last archived segment; empty when nothing tells
 */
record Archiver(
        Instant now,
        boolean archiving,
        boolean inRecovery,
        Optional<Duration> archiveTimeout,
        Optional<Instant> lastArchived,
        Optional<String> lastSegment,
        Optional<Instant> lastFailed,
        long failures,
        OptionalLong bytesSince) {

    /** True while the last attempt has not been made good. */
    boolean failing() {
        return lastFailed.isPresent() && lastFailed.get().isAfter(lastArchived.orElse(Instant.MIN));
    }
}
