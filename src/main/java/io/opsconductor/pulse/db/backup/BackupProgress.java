package io.opsconductor.pulse.db.backup;

/** Is told every few seconds how far a backup has got; mostly called from another thread than the backup's own. */
@FunctionalInterface
public interface BackupProgress {
    /** For callers that nobody watches. */
    BackupProgress NONE = (set, phase, bytes) -> {};

    /** What is going on, in this order. */
    enum Phase {
        /** pg_dump runs; the bytes are those of the dump so far. */
        DUMPING,
        /** The dump is read for its checksum; the bytes are those of the dump. */
        CHECKSUMMING,
        /** The dump is read to the end by pg_restore; the bytes are those it unpacked so far, more than the dump's. */
        VERIFYING
    }

    /**
     * @param bytes 0 when a phase begins
     */
    void reached(String set, Phase phase, long bytes);
}
