package io.opsconductor.pulse.db.backup.remote;

import java.time.Instant;
import java.util.Optional;

/**
 * An object as the store tells of it.
 *
 * @param key below the root of its set's copies
 * @param etag another one when the content is another; says nothing else
 * @param changed when it was written, by the store's clock: no recovery point
 * @param sha256 what the store keeps: base64, and for one sent in parts the checksum of their checksums, a hyphen and their
 *     number; empty where it tells none, as in lists
 * @param lockedUntil until when it cannot be removed; empty without a lock, and in lists
 */
public record StoredObject(
        String key, long bytes, String etag, Instant changed, Optional<String> sha256, Optional<Instant> lockedUntil) {
    /** As if it had no more than so many bytes, which are then all that is read of it. */
    StoredObject first(int most) {
        return new StoredObject(key, Math.min(most, bytes), etag, changed, sha256, lockedUntil);
    }
}
