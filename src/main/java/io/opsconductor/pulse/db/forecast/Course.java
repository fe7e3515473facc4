package io.opsconductor.pulse.db.forecast;

/** What is taken to happen from now on. */
public enum Course {
    /** Every job, backup, verification and drill that is scheduled runs when it is due, and ends well. */
    SCHEDULED,
    /** Nothing: no job runs, and no backup is taken or read. */
    IDLE
}
