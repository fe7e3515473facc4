package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A backup as it lies in an object store.
 *
 * @param set whose backup it is
 * @param id of the backup, and of its copy
 * @param copy the name of the place
 * @param url where it is
 * @param snapshotTime its recovery point, by its manifest; empty when nothing trustworthy says so
 * @param bytes of all its objects
 * @param copiedAt when it was complete; empty when nothing trustworthy says so
 * @param took sending it; empty likewise
 * @param lockedUntil until when none of its objects can be removed; empty without a lock, and where that was not asked
 * @param archive where objects of it lie that cannot be read before they were brought back; empty when none does, and where that was
 *     not asked
 * @param complete it has its manifest, which is written last; another one may just be on its way
 * @param problem why it cannot be counted on; empty when it is proved: its objects are all there, and by size and ETag those
 *     that had been compared with the manifest when they were sent
 * @param lacks the only reason for which it does not count, when nothing bad is known of it
 */
public record Copy(
        String set,
        String id,
        String copy,
        String url,
        Optional<Instant> snapshotTime,
        long bytes,
        Optional<Instant> copiedAt,
        Optional<Duration> took,
        Optional<Instant> lockedUntil,
        Optional<String> archive,
        boolean complete,
        Optional<String> problem,
        Backup.Lack lacks) {

    public boolean proved() {
        return problem.isEmpty();
    }

    /**
     * What an operator does about one that does not count, unless a newer pulse-db wrote it: it stands in the way of a new
     * one, for no object is overwritten.
     */
    public String cure() {
        if (lacks == Backup.Lack.DATABASE) {
            return "give each set of each database a prefix of its own";
        }
        return "find out what changes objects there; remove what is left of it with the store's own tools,"
                + " then pulse-db backup copy " + set;
    }

    /** The same, and that it cannot be counted on. */
    public Copy with(String found) {
        return new Copy(
                set,
                id,
                copy,
                url,
                snapshotTime,
                bytes,
                copiedAt,
                took,
                lockedUntil,
                archive,
                complete,
                Optional.of(found),
                lacks);
    }
}
