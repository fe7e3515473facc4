package io.opsconductor.pulse.db.timescale.promise;

/** How a policy stands to the promise. */
public enum Agreement {
    SAME,
    /** The policy takes chunks sooner than promised. */
    SOONER,
    /** The policy takes chunks later than promised. */
    LATER,
    /** The policy counts integers, the promise is a time, and nobody said what a step lasts. */
    UNCLEAR
}
