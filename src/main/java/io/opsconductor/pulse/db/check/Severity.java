package io.opsconductor.pulse.db.check;

import java.util.Locale;

/** How bad a finding is, in rising order: what could not be judged ranks above a warning, for it may hide anything. */
public enum Severity {
    /** As promised. */
    OK,
    /** Not yet broken, or not promised: look at it in working hours. */
    WARNING,
    /** Could not be judged: restore the sight (a grant, a mount, a connection) before trusting the rest. */
    UNKNOWN,
    /** A promise is broken: act now. */
    CRITICAL;

    /** The word used in configuration, tables and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
