package io.opsconductor.pulse.db.backup.script;

import java.util.function.Supplier;

/** What {@link ScriptReader} finds in a script, in its order. */
public interface ScriptEvents {
    /**
     * A piece of the script as it is. All that belongs to what is told next, and nothing behind it, was handed over by
     * then; rows come before they are told.
     */
    default void bytes(byte[] buffer, int from, int to) {}

    /** @param line a comment between statements, with its two hyphens, such as {@code -- Name: t; Type: TABLE; …} */
    public default void comment(String line) {}

    /** @param line one of psql's own commands, such as {@code \connect plant}, to the end of its line */
    default void command(String line) {}

    /**
     * @param text of a statement that is neither COPY nor INSERT, with its semicolon; outside quotes each white space is one
     *     space and a comment nothing; cut where it is very long; made only when asked for
     */
    default void statement(Supplier<String> text) {}

    /** @param text of an INSERT, cut where it is very long; made only when asked for */
    public default void insert(Supplier<String> text) {}

    /**
     * A COPY whose rows follow.
     *
     * @return whether the rows' texts are wanted
     */
    public default boolean copy(String statement) {
        return false;
    }

    /** @param line one row in COPY's text format, cut where it is very long; told only where rows are wanted */
    public default void row(String line) {}

    /** @param count of rows that are not wanted, one or more; told again as more of them are read */
    default void rows(long count) {}

    public default void endOfRows() {}

    /** Whether nothing more need be read. */
    default boolean enough() {
        return false;
    }

    /** @param closed false when the script ends inside a statement; not told when enough was read before */
    default void end(boolean closed) {}
}
