package io.opsconductor.pulse.db.backup.external;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.archive.DatabaseNames;
import io.opsconductor.pulse.db.backup.set.BackupTarget;

/**
 * What came of reading somebody else's dump to its end. It says something of a dump only while that has the same size,
 * time and place on disk.
 *
 * @param identity of what was read
 * @param verifiedAt when
 * @param took how long
 * @param recoveryPoint as it says itself; empty when it does not
 * @param doubt why it cannot be counted on, whosever it is; empty when it can
 * @param databases those that it names
 */
public record Proof(
        Identity identity,
        Instant verifiedAt,
        Duration took,
        Optional<Instant> recoveryPoint,
        Optional<String> doubt,
        Set<String> databases) {

    /** Why it cannot be counted on as one of the set's. */
    public Optional<String> doubtFor(BackupTarget target) {
        return doubt.or(() -> DatabaseNames.doubt(databases, target.databases()));
    }

    /**
     * @param bytes of all of its files
     * @param modified the newest of its files' times
     * @param key what the file system knows it by, such as its inode; empty when it has no such thing
     */
    public record Identity(long bytes, Instant modified, String key) {}
}
