package io.opsconductor.pulse.db.timescale.fix;

import java.util.OptionalInt;

/**
 * One statement that mends something and can lose nothing that was promised to be kept.
 *
 * @param subject the hypertable
 * @param does for people, such as {@code compress _hyper_1_4_chunk (partial)}
 * @param transactional false for a procedure that commits by itself
 * @param started the job that the statement has the scheduler start, whose outcome is waited for; empty for all else
 */
public record FixStep(
        String subject, Action action, String does, String sql, boolean transactional, OptionalInt started) {
    public FixStep(String subject, Action action, String does, String sql, boolean transactional) {
        this(subject, action, does, sql, transactional, OptionalInt.empty());
    }

    /** What is done. */
    public enum Action {
        REFRESH,
        COMPRESS,
        DROP,
        RUN_JOB,
        /** Of rights on chunks. */
        REVOKE
    }
}
