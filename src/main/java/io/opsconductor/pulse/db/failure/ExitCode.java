package io.opsconductor.pulse.db.failure;

/**
 * What the process tells its caller. The codes are distinct so that a Kubernetes {@code podFailurePolicy} can tell a
 * useless retry from a useful one.
 */
public enum ExitCode {
    /** Done; nothing at or above {@code --fail-on}. */
    DONE(0),
    /** It ran and failed: a migration's SQL, pg_dump, a restore. Look at the message before running it again. */
    FAILED(1),
    /** Usage or configuration is wrong. Retrying is useless until it is corrected. */
    USAGE(2),
    /** Findings at or above {@code --fail-on}, or something that could not be judged. */
    FINDINGS(3),
    /** Not now: the database is unreachable, another run holds the lock, or a session came to another server. Worth a retry. */
    NOT_NOW(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
