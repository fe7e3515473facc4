package io.opsconductor.pulse.db.postgres.tool;

import java.util.regex.Pattern;

/**
 * What PostgreSQL's programs say, and servers through them, where neither an exit code nor a SQLSTATE tells it: the only
 * place where the prose of another program is matched. {@link ChildProcess} gives each child the locale C; a server that
 * was set to another language is not understood, and then counts as the general case.
 */
public enum ToolMessage {
    /** A line that tells why a program failed, not what it warns of or hints at. */
    REASON("error: |detail: "),
    ERROR("error: "),
    WARNING("warning: "),
    /** On this side: the disk that a program, or this one, writes to. */
    DISK_FULL("No space left on device|Disk quota exceeded"),
    /** pg_dump would leave rows out. */
    ROW_SECURITY("row-level security"),
    RIGHT_MISSING("permission denied|must be (owner of|able to SET ROLE|superuser)"),
    /** pg_dump waits by statement_timeout; its parallel jobs do not wait at all, lest they wait for each other. */
    LOCK_WAIT("(?s)due to statement timeout.*LOCK TABLE|could not obtain lock on relation"),
    /** SQLSTATE 42704, up to PostgreSQL 16 22023: the server knows no such snapshot, or who exported it is gone. */
    SNAPSHOT_MISSING(
            "snapshot \".*\" does not exist|invalid snapshot identifier|could not import the requested snapshot"),
    /** SQLSTATE 53200 of a server whose table of locks is full: it is what all of {@code max_locks_per_transaction} make. */
    LOCKS_FULL("out of shared memory"),
    /** SQLSTATE 22P05 and 22021: what a database holds is no text in the encoding of the dump, or in its own. */
    NO_CHARACTER("has no equivalent in encoding|invalid byte sequence for encoding"),
    /** pg_dump does not take the compression that it was given. */
    COMPRESSION_REFUSED("compress"),
    /** Our own word, by which the server's message is ours: a function that a restore keeps from being called. */
    FUNCTION_HELD("pulse_db_holds_this_function"),
    ROLE_MISSING("role .* does not exist"),
    /** SQLSTATE 53100. */
    SERVER_FULL(restoring("could not (extend|write|create|open) .*: (No space left on device|Disk quota exceeded)"
            + "|could not extend file .*: wrote only \\d+ of \\d+ bytes")),
    /** SQLSTATE 53200 and 53300. */
    SERVER_SHORT(restoring("out of (shared )?memory|sorry, too many clients|too many connections for"
            + "|remaining connection slots are reserved")),
    /** Limits of the server or the role: SQLSTATE 53400, 25006, 25P03, 25P04 and 57P05. */
    SERVER_LIMIT(restoring("temporary file size exceeds temp_file_limit|cannot execute .* in a read-only transaction"
            + "|canceling statement due to (statement|lock) timeout"
            + "|terminating connection due to (transaction|idle-in-transaction|idle-session) timeout")),
    /** Classes 57 and 08, as libpq words them. */
    SERVER_LOST(restoring("terminating connection due to|canceling statement due to user request"
            + "|the database system is (starting up|shutting down|in recovery|not )"
            + "|.*(server closed the connection|could not (receive data from|send data to) server"
            + "|SSL (connection has been closed|SYSCALL error)|connection to server .* failed: "
            + "(Connection|No route|Network)|connection not open|no connection to the server)"));

    private final Pattern said;

    ToolMessage(String said) {
        this.said = Pattern.compile(said, Pattern.MULTILINE);
    }

    /** Only what pg_restore and the server say themselves: lines of the archive may follow, and hold anything. */
    private static String restoring(String said) {
        return "^pg_restore: error: (.*(ERROR|FATAL): +)?(" + said + ")";
    }

    public boolean isIn(String text) {
        return said.matcher(text).find();
    }
}
