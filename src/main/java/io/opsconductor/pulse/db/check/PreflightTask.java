package io.opsconductor.pulse.db.check;

import java.util.Locale;

/** What a target is looked at for before it is done there for the first time. */
public enum PreflightTask {
    MIGRATE,
    CHECK,
    BACKUP,
    DRILL,
    /** All of them. */
    RUN;

    /** As it is called on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
