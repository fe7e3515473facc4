package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.util.List;

/**
 * What was seen of one file.
 *
 * @param version as in its name, such as {@code 036a}
 * @param digest SHA-256 of its text
 * @param took until it was committed, or failed
 * @param outside whether it ran outside a transaction
 * @param committed false for the one that failed
 * @param allowed the rules that lines {@code -- pulse:allow} of it name, as written
 * @param locks on relations that existed before the first file, one for each table and mode
 * @param walBytes what the whole server wrote into its log meanwhile
 */
public record RehearsedFile(
        String version,
        String script,
        String digest,
        Duration took,
        boolean outside,
        boolean committed,
        List<String> allowed,
        List<Statement> statements,
        List<HeldLock> locks,
        List<Rewrite> rewrites,
        List<Decompressed> decompressed,
        long walBytes) {
    public RehearsedFile {
        allowed = List.copyOf(allowed);
        statements = List.copyOf(statements);
        locks = List.copyOf(locks);
        rewrites = List.copyOf(rewrites);
        decompressed = List.copyOf(decompressed);
    }

    /**
     * @param line of its first word, counted from 1
     * @param sql its beginning, on one line
     * @param rows how many it wrote; 0 for one that writes none
     * @param locks how many places of the server's shared table of locks were taken when it had ended
     */
    public record Statement(int line, String sql, Duration took, long rows, long walBytes, long locks) {}

    /**
     * A lock as it was held on a table, with its chunks and partitions.
     *
     * @param relation schema and name of the table
     * @param parts how many of its chunks or partitions were locked so; 0 for an ordinary table
     * @param line of the statement that took it first
     * @param since from the begin of the file to that statement's
     * @param held from there to the commit; outside a transaction to the end of the statement
     */
    public record HeldLock(String relation, LockMode mode, int parts, int line, Duration since, Duration held) {}

    /**
     * @param relation schema and name of the table, or of one of its indexes where only that was written anew
     * @param bytes of what was written anew, with indexes, chunks and partitions
     * @param emptied true where there is nothing left to write
     */
    public record Rewrite(String relation, long bytes, boolean emptied) {}

    /**
     * Compressed chunks that rows were taken out of, to be changed: they hold these uncompressed again.
     *
     * @param bytes by which their uncompressed part grew
     */
    public record Decompressed(String hypertable, int chunks, long bytes) {}
}
