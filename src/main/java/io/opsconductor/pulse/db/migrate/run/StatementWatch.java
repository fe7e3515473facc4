package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;

/** Is told of a run, file by file, and of each statement where it wants to look. */
public interface StatementWatch {
    /** For a run that is not watched. */
    StatementWatch NONE = new StatementWatch() {};

    /** The files to apply, in order, before any of them begins; a failure thrown here ends the run. */
    default void planned(List<MigrationFile> pending) {}

    /** True sends each statement alone, to be looked at. */
    default boolean looks() {
        return false;
    }

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
