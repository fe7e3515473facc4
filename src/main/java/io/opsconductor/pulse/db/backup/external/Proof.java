package io.opsconductor.pulse.db.backup.external;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.archive.DatabaseNames;
import io.opsconductor.pulse.db.backup.set.BackupTarget;

/**
 * The result of reading another tool's dump to its end. It says something of a dump only while that has the same size,
 * time and place on disk.
 *
 * @param identity of what was read
 * @param verifiedAt when
 * @param took how long
 * @param recoveryPoint as it says itself; empty when it does not
 * @param problem what is wrong with it, whosever it is; empty when it is whole
 * @param databases those that it names
 */
public record Proof(
        Identity identity,
        Instant verifiedAt,
        Duration took,
        Optional<Instant> recoveryPoint,
        Optional<String> problem,
        Set<String> databases) {

    private static final String UNDATED =
            "it is whole, but does not say when it was made: dump with --verbose, or in custom format";

    /** Why it cannot be restored as one of the set's; empty when it can. */
    public Optional<String> damageFor(BackupTarget target) {
        return problem.or(() -> DatabaseNames.problem(databases, target.databases()));
    }

    /** Why it cannot be counted on as one of the set's: what cannot be restored, or is of unknown age. */
    Optional<String> doubtFor(BackupTarget target) {
        return damageFor(target).or(() -> Optional.of(UNDATED).filter(unknown -> recoveryPoint.isEmpty()));
    }

    /**
     * @param bytes of all of its files
     * @param modified the newest of its files' times
     * @param changed the newest of the times that the file system keeps for itself ({@link io.opsconductor.pulse.db.backup.file.FileChanges});
     *     empty without a seal key, where who may write files may write proofs, and where it is not told
     * @param key what the file system knows it by, such as its inode; empty when it has no such thing
     */
    public record Identity(long bytes, Instant modified, Optional<Instant> changed, String key) {}
}
