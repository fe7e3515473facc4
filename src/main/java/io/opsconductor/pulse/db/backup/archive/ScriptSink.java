package io.opsconductor.pulse.db.backup.archive;

/** Takes what is to be executed of a script, in its order. The arrays hold it only until the method returns. */
public interface ScriptSink {
    /** @param name PostgreSQL's name of the encoding in which all that follows is written */
    void encoding(String name);

    /**
     * @param sql one or more whole statements
     * @param length how many bytes of it
     * @param line the script's in which the first of them begins, from 1 on
     */
    void run(byte[] sql, int length, long line);

    /** A {@code COPY … FROM stdin;}; its rows follow. */
    void copy(byte[] sql, int length, long line);

    /** A piece of the rows, the line that ends them included. */
    void rows(byte[] buffer, int from, int to);

    void endOfRows();
}
