package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLException;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;

/** Is told of each statement of a run, which then goes to the server alone instead of with others: a rehearsal's eyes. */
public interface StatementWatch {
    /** For a run that is not watched: statements travel together. */
    StatementWatch NONE = new StatementWatch() {};

    /**
     * @param backend the process id of the session on the server; it is idle now
     * @param cancel asks the server to end the statement under way, if there is one
     */
    default void session(int backend, Runnable cancel) {}

    /** A file begins: its session is settled, and none of its statements has been sent. */
    default void begun(MigrationFile file, boolean outsideTransaction) throws SQLException {}

    /** A statement is about to be sent. */
    default void sending(SqlStatement statement) {}

    /**
     * A statement has been carried out; in a file that is one transaction, all its locks are still held.
     *
     * @param rows how many it wrote; 0 for one that writes none, and for rows that follow a COPY
     */
    default void done(SqlStatement statement, long rows) throws SQLException {}

    /** The file and its history row are committed. */
    default void committed(MigrationFile file) {}
}
