package io.opsconductor.pulse.db.backup.remote;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An object as the store tells of it.
 *
 * @param key below the root of its set's copies
 * @param etag another one when the content is another; says nothing else
 * @param changed when it was written, by the store's clock: no recovery point
 * @param sha256 what the store keeps: base64, and for one sent in parts the checksum of their checksums, a hyphen and their
 *     number; empty where it tells none, as in lists
 * @param lockedUntil until when it cannot be removed; empty without a lock, and in lists
 * @param storageClass where it lies, by the store's name; empty where it tells none, which is its usual one
 */
public record StoredObject(
        String key,
        long bytes,
        String etag,
        Instant changed,
        Optional<String> sha256,
        Optional<Instant> lockedUntil,
        Optional<String> storageClass) {
    /**
     * Those of S3 whose objects cannot be read before they were brought back, and what HEAD says of those that lie so in
     * INTELLIGENT_TIERING.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html">Archived objects</a>
     */
    private static final Set<String> ARCHIVES =
            Set.of("GLACIER", "DEEP_ARCHIVE", "ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS");

    /** Those of S3 that are read at once, and one of which HEAD tells; of another store's classes only reading tells. */
    private static final Set<String> READ_AT_ONCE = Set.of(
            "STANDARD",
            "STANDARD_IA",
            "ONEZONE_IA",
            "REDUCED_REDUNDANCY",
            "EXPRESS_ONEZONE",
            "GLACIER_IR",
            "INTELLIGENT_TIERING");

    /** As if it had no more than so many bytes, which are then all that is read of it. */
    StoredObject first(int most) {
        return new StoredObject(key, Math.min(most, bytes), etag, changed, sha256, lockedUntil, storageClass);
    }

    /** The archive that it lies in; empty for one that can be read at once. */
    Optional<String> archive() {
        return storageClass.filter(ARCHIVES::contains);
    }

    /** The class of another store than S3, of which its name does not tell whether it is read at once; empty for all others. */
    Optional<String> oddClass() {
        return storageClass.filter(name -> archive().isEmpty() && !READ_AT_ONCE.contains(name));
    }

    /** Whether only HEAD tells if it can be read: it may have been brought back, or lie in an archive of INTELLIGENT_TIERING. */
    boolean mayBeArchived() {
        return archive().isPresent()
                || storageClass.filter("INTELLIGENT_TIERING"::equals).isPresent();
    }
}
