package io.opsconductor.pulse.db.timescale.policy;

import java.util.Locale;

/** How a policy in the database stands to the configuration. */
public enum PolicyState {
    /** Nothing to do. */
    AS_WANTED,
    /** Its lag is another one, or it drops what is to be kept forever. */
    DIFFERS,
    /** Wanted, and not there. */
    MISSING,
    /** There, and switched off. */
    PAUSED,
    /** There, and the configuration asks for nothing; left as it is. */
    NOBODY_DECLARED,
    /** Neither policy nor promise nor {@code keep-forever}: it grows without bound. */
    UNDECIDED,
    /** More than one job does the same; which of them is meant, only people know. */
    TWICE,
    /** It counts integers, the promise is a time, and integer-step is not set. */
    UNCLEAR,
    /** Declared, and there is no such hypertable or continuous aggregate. */
    NO_HYPERTABLE;

    /** The word used in tables and JSON, such as {@code as wanted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
