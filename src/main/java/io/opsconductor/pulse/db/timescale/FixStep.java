package io.opsconductor.pulse.db.timescale;

/**
 * One statement that puts something right and can lose nothing that was promised to be kept.
 *
 * @param subject the hypertable
 * @param does for people, such as {@code compress _hyper_1_4_chunk (partial)}
 * @param transactional false for a procedure that commits by itself
 */
public record FixStep(String subject, Action action, String does, String sql, boolean transactional) {

    /** What becomes of chunks. */
    public enum Action {
        REFRESH,
        COMPRESS,
        DROP,
        RUN_JOB,
        /** Of rights on chunks. */
        REVOKE
    }
}
