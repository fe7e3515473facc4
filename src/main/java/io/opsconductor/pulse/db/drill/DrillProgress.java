package io.opsconductor.pulse.db.drill;

/** Is told how far a restore has got; while it runs, every few seconds from another thread than the restore's own. */
@FunctionalInterface
public interface DrillProgress {
    /** For callers that show no progress. */
    DrillProgress NONE = (set, phase, bytes) -> {};

    /** What is going on, in this order. */
    enum Phase {
        /** Roles, extension and versions are looked at, the database is made. */
        PREPARING,
        /** pg_restore runs; the bytes are the size of the database so far. */
        RESTORING,
        /** What was restored is counted and compared with the manifest. */
        COMPARING,
        /** The scratch database is dropped. */
        CLEANING_UP
    }

    /** @param bytes 0 when a phase begins */
    void reached(String set, Phase phase, long bytes);

    /** Something that the operator should know; one line. */
    default void noted(String set, String line) {}
}
