package io.opsconductor.pulse.db.migrate.status;

import java.time.Duration;

/** Told what a run is doing, for a person who waits for it. */
public interface MigrationProgress {
    /** A run waits for the lock; told again every few seconds. */
    void waiting(String holder, Duration waited, Duration limit);

    /**
     * Before anything is changed in a database without a history.
     *
     * @param folder where the files are from, for people
     * @param schema where their history goes
     */
    default void installing(int files, String folder, String database, String schema) {}

    /** A file begins; {@code number} counts from 1. */
    void started(String script, int number, int of);

    /** The file and its history row are committed. */
    void finished(String script, Duration took);

    /** Before a file that waits for every older transaction: the oldest. */
    default void oldest(String script, String transaction) {}

    /** A file that runs outside a transaction waits for another session; told again every few seconds. */
    default void heldUp(String script, String transaction) {}

    /** {@code repair retry} has dropped an invalid index that the failed attempt left. */
    default void dropped(String index) {}

    /** The server raised a warning while the file ran. */
    void warned(String script, String message);

    /** The server raised a notice while the file ran. */
    default void noticed(String script, String message) {}

    /** Something else to be looked at; the message says where. */
    void warned(String message);

    /** The file was rolled back because it could not get a lock, and is tried again. */
    void retrying(String script, String reason, int attempt, int of, Duration pause);

    /** The file failed and ends the run; what was wrong is told by the failure that follows. */
    default void failed(String script) {}

    /** Files that the Python runner applied were taken into the history. */
    void adopted(int files);

    /** Rows that an older Flyway wrote under its own names were found to be files of the folder. */
    default void adoptedFromFlyway(int files) {}
}
