package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;
import io.opsconductor.pulse.db.backup.archive.DumpKind;
import io.opsconductor.pulse.db.backup.archive.FirstBytes;

/**
 * Whether a manifest makes an archive younger than the archive says it is. The archive holds what the clock of the host
 * showed that made it, in whatever zone that was.
 */
public final class ArchiveAge {
    /** The westernmost clock is 12 hours behind UTC; the rest is for clocks that are wrong. */
    private static final Duration MOST = Duration.ofHours(15);

    private ArchiveAge() {}

    /** @return empty also for an archive that does not tell */
    public static Optional<String> problem(Path archive, Instant snapshotTime) throws IOException {
        byte[] start = FirstBytes.of(archive);
        return DumpKind.of(start).header(start).flatMap(header -> problem(header, snapshotTime));
    }

    public static Optional<String> problem(ArchiveHeader header, Instant snapshotTime) {
        Instant latest = header.created().toInstant(ZoneOffset.UTC).plus(MOST);
        return snapshotTime.isAfter(latest)
                ? Optional.of("its archive was made at " + header.created() + ", and its manifest says " + snapshotTime)
                : Optional.empty();
    }
}
