package io.opsconductor.pulse.db.backup.set;

import java.time.Instant;

/**
 * What an object store has shown that it can do; what copies cannot do without it can.
 *
 * @param demands of which place, as {@link CopyTarget#demands()}
 * @param at when
 * @param checksum what it takes for the comparison
 * @param keeps it tells the SHA-256 it was given
 * @param locks objects cannot be removed before their time
 * @param removes this identity can remove objects; where it cannot, copies are rotated by another or by the store
 * @param sweeps this identity can give up uploads that were begun and not ended; where it cannot, the bucket's rules have to
 */
public record StoreAbilities(
        String demands,
        Instant at,
        CopyTarget.Checksum checksum,
        boolean keeps,
        boolean locks,
        boolean removes,
        boolean sweeps) {
    /** False when the place has been configured otherwise since. */
    public boolean isOf(CopyTarget place) {
        return demands.equals(place.demands());
    }
}
